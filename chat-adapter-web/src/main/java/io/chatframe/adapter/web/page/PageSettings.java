package io.chatframe.adapter.web.page;

import io.chatframe.domain.assistant.AssistantName;

/**
 * The settings of the pages.
 *
 * @param defaultAssistant the assistant of the demo host page
 */
public record PageSettings(AssistantName defaultAssistant) {}
