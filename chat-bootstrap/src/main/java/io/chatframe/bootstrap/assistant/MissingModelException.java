package io.chatframe.bootstrap.assistant;

/** An assistant names no model, and neither does the server. */
public final class MissingModelException extends BrokenAssistantException {
  private static final long serialVersionUID = 1L;

  private final String assistant;
  private final String examples;

  /**
   * @param known models, as a list
   * @param examples of what {@code LLM_MODEL} may be
   */
  public MissingModelException(String file, String known, String examples) {
    super(file, 1, "model is required where LLM_MODEL names none; known are " + known);
    this.assistant = file;
    this.examples = examples;
  }

  public String problem() {
    return "LLM_MODEL is not set, and the assistant " + assistant + " names no model.";
  }

  public String allowed() {
    return "Set LLM_MODEL in the environment or in .env to a model of your provider: "
        + examples
        + ".";
  }
}
