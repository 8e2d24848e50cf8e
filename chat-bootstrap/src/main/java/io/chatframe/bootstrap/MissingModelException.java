package io.chatframe.bootstrap;

/** An assistant names no model, and neither does the server. */
final class MissingModelException extends BrokenAssistantException {
  private static final long serialVersionUID = 1L;

  private final String assistant;
  private final String examples;

  /**
   * @param known models, as a list
   * @param examples of what {@code LLM_MODEL} may be
   */
  MissingModelException(String file, String known, String examples) {
    super(file, 1, "model is required where LLM_MODEL names none; known are " + known);
    this.assistant = file;
    this.examples = examples;
  }

  String problem() {
    return "LLM_MODEL is not set, and the assistant " + assistant + " names no model.";
  }

  String allowed() {
    return "Set LLM_MODEL in the environment or in .env to a model of your provider: "
        + examples
        + ".";
  }
}
