package io.chatframe.bootstrap.settings;

/**
 * A setting that the server cannot start with. Carries names and places, never values: any may be a
 * secret.
 */
public final class InvalidSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String allowed;

  /**
   * @param problem which setting, where it was set, what is wrong with it
   * @param allowed what would be right
   */
  public InvalidSettingException(String problem, String allowed) {
    super(problem);
    this.allowed = allowed;
  }

  public String problem() {
    return String.valueOf(getMessage());
  }

  public String allowed() {
    return allowed;
  }
}
