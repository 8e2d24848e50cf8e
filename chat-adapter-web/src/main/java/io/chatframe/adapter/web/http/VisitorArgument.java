package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.identity.VerifiedToken;
import io.chatframe.adapter.web.problem.UnauthorizedException;
import io.chatframe.domain.Visitor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Resolves a handler's visitor, or all of her token, from the Authorization header. */
final class VisitorArgument implements HandlerMethodArgumentResolver {
  private static final String SCHEME = "bearer ";
  private static final String VERIFIED = VerifiedToken.class.getName();

  private final TokenSigner signer;

  VisitorArgument(TokenSigner signer) {
    this.signer = signer;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    Class<?> type = parameter.getParameterType();
    return type.equals(Visitor.class) || type.equals(VerifiedToken.class);
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    VerifiedToken token = verified(request);
    return parameter.getParameterType().equals(Visitor.class) ? token.visitor() : token;
  }

  /** Verifies the token of a request, once however many arguments come from it. */
  VerifiedToken verified(NativeWebRequest request) {
    if (request.getAttribute(VERIFIED, RequestAttributes.SCOPE_REQUEST)
        instanceof VerifiedToken known) {
      return known;
    }
    VerifiedToken token = signer.verify(token(request.getHeaderValues("Authorization")));
    request.setAttribute(VERIFIED, token, RequestAttributes.SCOPE_REQUEST);
    return token;
  }

  private static String token(String @Nullable [] headers) {
    if (headers == null || headers.length != 1) {
      throw new UnauthorizedException("One Authorization header with a visitor token is needed");
    }
    String header = headers[0];
    if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw new UnauthorizedException("The Authorization header is not of the scheme Bearer");
    }
    return header.substring(SCHEME.length());
  }
}
