package io.chatframe.adapter.llm.answer;

/**
 * Joins a text from hosts that send some of it twice: beside or after its pieces they send the
 * whole message, or all of it so far in each chunk.
 */
public final class Repeats {
  private final StringBuilder told = new StringBuilder();
  private boolean inPieces;
  private int messages;
  private boolean growing;

  /** Returns what is new in a piece: all of it. */
  public String piece(String piece) {
    inPieces |= !piece.isEmpty();
    return piece;
  }

  /**
   * Returns what is new in a message.
   *
   * @param last whether it comes with the finish reason
   */
  public String message(String message, boolean last) {
    if (message.isEmpty() || inPieces) {
      return "";
    }
    boolean goesOn =
        messages > 0 && message.length() > told.length() && message.startsWith(told.toString());
    growing = messages == 1 ? goesOn : growing;
    String piece = message;
    if (growing) {
      piece = goesOn ? message.substring(told.length()) : "";
    } else if (last && message.contentEquals(told)) {
      piece = "";
    }
    messages++;
    told.append(piece);
    return piece;
  }
}
