package io.chatframe.bootstrap;

/**
 * A setting that the server cannot start with. Carries names and places, never values: any may be a
 * secret.
 */
final class InvalidSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String allowed;

  /**
   * @param problem which setting, where it was set, what is wrong with it
   * @param allowed what would be right
   */
  InvalidSettingException(String problem, String allowed) {
    super(problem);
    this.allowed = allowed;
  }

  String problem() {
    return String.valueOf(getMessage());
  }

  String allowed() {
    return allowed;
  }
}
