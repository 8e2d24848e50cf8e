package io.chatframe.bootstrap.assistant;

/**
 * An assistant's file that cannot be used; the message names file, line and key, and quotes nothing
 * of the prompt.
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
   * What is wrong with a line, or with the whole file.
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
   * The assistant names no model, and neither does the server.
   *
   * @param known models, as a list
   * @param examples of what {@code LLM_MODEL} may be
   */
  public static BrokenAssistantException withoutModel(String file, String known, String examples) {
    return new BrokenAssistantException(
        file + ":1: model is required where LLM_MODEL names none; known are " + known,
        "LLM_MODEL is not set, and the assistant " + file + " names no model.",
        "Set LLM_MODEL in the environment or in .env to a model of your provider: "
            + examples
            + ".");
  }

  /** What an operator is told if the start ends with it. */
  public String problem() {
    return problem;
  }

  /** What to do about it. */
  public String advice() {
    return advice;
  }
}
