package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.body.BodyReader;
import io.chatframe.adapter.web.json.DialogJson;
import io.chatframe.adapter.web.json.MessageJson;
import io.chatframe.adapter.web.json.PageJson;
import io.chatframe.application.DeleteDialog;
import io.chatframe.application.ListDialogs;
import io.chatframe.application.ReadDialog;
import io.chatframe.application.RenameDialog;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists, reads, renames and deletes the visitor's dialogs. */
@RestController
@RequestMapping("/api/v1/dialogs")
final class DialogController {
  private final ListDialogs list;
  private final ReadDialog read;
  private final RenameDialog rename;
  private final DeleteDialog delete;

  DialogController(ListDialogs list, ReadDialog read, RenameDialog rename, DeleteDialog delete) {
    this.list = list;
    this.read = read;
    this.rename = rename;
    this.delete = delete;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  void list(Visitor visitor, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var query = new Query(request);
    var page = list.list(visitor, query.search(), query.before(), query.limit());
    JsonAnswer.ok(response, PageJson.of(page, DialogJson::of));
  }

  @GetMapping(path = "/{dialog}", produces = MediaType.APPLICATION_JSON_VALUE)
  void read(
      Visitor visitor,
      @PathVariable String dialog,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    DialogId id = PathIds.dialog(dialog);
    int limit = new Query(request).limit();
    Dialog found = read.find(visitor, id);
    var page = read.messages(visitor, id, Optional.empty(), Optional.empty(), limit);
    var messages = PageJson.of(page, MessageJson::of);
    JsonAnswer.ok(response, new DialogJson.WithMessages(DialogJson.of(found), messages));
  }

  @GetMapping(path = "/{dialog}/messages", produces = MediaType.APPLICATION_JSON_VALUE)
  void messages(
      Visitor visitor,
      @PathVariable String dialog,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    DialogId id = PathIds.dialog(dialog);
    var query = new Query(request);
    var page = read.messages(visitor, id, query.leaf(), query.before(), query.limit());
    JsonAnswer.ok(response, PageJson.of(page, MessageJson::of));
  }

  @PatchMapping(path = "/{dialog}", produces = MediaType.APPLICATION_JSON_VALUE)
  void rename(
      Visitor visitor,
      @PathVariable String dialog,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    DialogId id = PathIds.dialog(dialog);
    var body = BodyReader.read(request, Renamed.class);
    JsonAnswer.ok(response, DialogJson.of(rename.rename(visitor, id, body.title())));
  }

  @DeleteMapping("/{dialog}")
  void delete(Visitor visitor, @PathVariable String dialog, HttpServletResponse response) {
    delete.delete(visitor, PathIds.dialog(dialog));
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private record Renamed(String title) {}
}
