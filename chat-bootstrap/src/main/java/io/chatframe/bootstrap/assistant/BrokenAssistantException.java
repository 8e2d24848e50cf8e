package io.chatframe.bootstrap.assistant;

/**
 * An assistant's file that cannot be used; the message names file, line and key, and quotes nothing
 * of the prompt.
 */
public sealed class BrokenAssistantException extends RuntimeException permits MissingModelException {
  private static final long serialVersionUID = 1L;

  /**
   * @param line from 1; 0 where the file as a whole is wrong
   */
  public BrokenAssistantException(String file, int line, String problem) {
    super(line == 0 ? file + ": " + problem : file + ":" + line + ": " + problem);
  }
}
