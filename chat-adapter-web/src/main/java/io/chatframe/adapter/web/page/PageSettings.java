package io.chatframe.adapter.web.page;

import io.chatframe.domain.assistant.AssistantName;

/**
 * What the pages need to know.
 *
 * @param defaultAssistant whom the demo host page shows
 */
public record PageSettings(AssistantName defaultAssistant) {}
