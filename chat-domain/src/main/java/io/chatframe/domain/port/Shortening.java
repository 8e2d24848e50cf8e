package io.chatframe.domain.port;

import java.util.List;

/**
 * The same question with less of the dialog before it. The same bound gives the same messages, and
 * a later question's messages begin with them for as long as they fit.
 */
@FunctionalInterface
public interface Shortening {
  /**
   * What a model is given to read that has little room: as much of the dialog as fits, and always
   * the question.
   *
   * @param contextTokens how much the model can read and write in one request
   */
  List<LlmMessage> to(int contextTokens);
}
