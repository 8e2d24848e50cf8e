package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.problem.ProblemWriter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The path to which the container forwards failures outside of handlers. Returns 404 to clients
 * that request it.
 */
@Controller
final class ErrorDoor implements ErrorController {
  @RequestMapping("${server.error.path:/error}")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer sent
            ? sent
            : HttpServletResponse.SC_NOT_FOUND;
    ProblemWriter.writeStatus(response, status);
  }
}
