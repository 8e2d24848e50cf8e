package io.chatframe.adapter.web.problem;

/** The web adapter refused a request before any use case saw it. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  public ProblemException(ProblemKind kind, String detail) {
    this(Problem.of(kind, detail));
  }

  public Problem problem() {
    return problem;
  }
}
