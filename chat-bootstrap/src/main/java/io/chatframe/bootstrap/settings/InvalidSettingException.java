package io.chatframe.bootstrap.settings;

/**
 * A setting with which the server cannot start. Contains names and locations, never values, because
 * any may be a secret.
 */
public final class InvalidSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String allowed;

  /**
   * @param problem the setting, where it was set, and what is wrong with it
   * @param allowed what is valid
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
