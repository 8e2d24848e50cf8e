package io.chatframe.adapter.web.page;

import io.chatframe.domain.assistant.AssistantName;

/**
 * The settings of the pages.
 *
 * @param defaultAssistant the assistant of the demo host page
 * @param playground whether there is a playground
 */
public record PageSettings(AssistantName defaultAssistant, boolean playground) {}
