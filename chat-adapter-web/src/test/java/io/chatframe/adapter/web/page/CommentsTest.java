package io.chatframe.adapter.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CommentsTest {
  @Test
  void removesLinesOfCommentAndKeepsAllOthersWhereTheyWere() {
    String script =
        """
        /** @import {A} from './a.js' */

        /**
         * Says nothing.
         *
         * @param {string} a
         */
        export const say = (a) => {
          // Nothing.
          const address = 'https://a.example/*'; // kept
          /* one line */
          return /** @type {B} */ (a) + address;
        };
        """;

    String lean = Comments.removed(script);

    assertThat(lean)
        .isEqualTo(
            """







            export const say = (a) => {

              const address = 'https://a.example/*'; // kept

              return /** @type {B} */ (a) + address;
            };
            """);
    assertThat(lean.lines().count()).isEqualTo(script.lines().count());
  }
}
