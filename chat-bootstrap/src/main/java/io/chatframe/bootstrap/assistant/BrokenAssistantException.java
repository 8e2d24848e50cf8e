package io.chatframe.bootstrap.assistant;

/**
 * An assistant's file is invalid. The message names file, line and key and never quotes the prompt.
 */
public final class BrokenAssistantException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String advice;

  private BrokenAssistantException(String message, String problem, String advice) {
    super(message);
    this.problem = problem;
    this.advice = advice;
  }

  /**
   * Describes an error in a line or in the whole file.
   *
   * @param line from 1; 0 for the whole file
   */
  public static BrokenAssistantException at(String file, int line, String problem) {
    String message = line == 0 ? file + ": " + problem : file + ":" + line + ": " + problem;
    return new BrokenAssistantException(
        message,
        "An assistant's file cannot be read: " + message,
        "Correct it; the default.md that ships with the project shows every key.");
  }

  /**
   * Reports that neither the assistant nor the server names a model.
   *
   * @param known the known models, as a list
   * @param examples examples of values for {@code LLM_MODEL}
   */
  public static BrokenAssistantException withoutModel(String file, String known, String examples) {
    return new BrokenAssistantException(
        file + ":1: model is required where LLM_MODEL names none; known are " + known,
        "LLM_MODEL is not set, and the assistant " + file + " names no model.",
        "Set LLM_MODEL in the environment or in .env to a model of your provider: "
            + examples
            + ".");
  }

  /** The problem, as shown to the operator if the start fails. */
  public String problem() {
    return problem;
  }

  /** What to do about it. */
  public String advice() {
    return advice;
  }
}
