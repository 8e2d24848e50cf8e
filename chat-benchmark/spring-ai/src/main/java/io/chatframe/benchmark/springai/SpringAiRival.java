package io.chatframe.benchmark.springai;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** What a Java team writes first: a model's answer as a Flux of strings on Spring MVC. It stores nothing. */
@SpringBootApplication
@RestController
public class SpringAiRival {
  private final ChatClient chat;

  SpringAiRival(ChatClient.Builder chat) {
    this.chat = chat.build();
  }

  public static void main(String[] arguments) {
    SpringApplication.run(SpringAiRival.class, arguments);
  }

  @GetMapping("/ready")
  String ready() {
    return "ready";
  }

  @PostMapping(path = "/messages", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<String> send(@RequestBody Message message) {
    return chat.prompt().user(message.text()).stream().content();
  }

  record Message(String text) {}
}
