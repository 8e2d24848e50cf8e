package io.chatframe.bootstrap;

import io.chatframe.bootstrap.settings.InvalidSettingException;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What belongs to no adapter.
 *
 * @param assistantsDir a directory of {@code name.md} files
 * @param maxLiveReplies replies generated here at once
 * @param maxRepliesPerVisitor of them, those of one visitor
 * @param drain how long running replies may go on when the server is told to stop
 */
@ConfigurationProperties("chat")
record ChatProperties(
    @DefaultValue("assistants") Path assistantsDir,
    @DefaultValue("2000") int maxLiveReplies,
    @DefaultValue("5") int maxRepliesPerVisitor,
    @DefaultValue("20s") Duration drain) {
  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

  ChatProperties {
    if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
      throw new InvalidSettingException(
          "chat.drain (CHAT_DRAIN) is out of range.", "Allowed: from 0s to 10m.");
    }
  }
}
