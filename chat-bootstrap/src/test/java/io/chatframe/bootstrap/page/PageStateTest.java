package io.chatframe.bootstrap.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's pure functions, in a real browser. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class PageStateTest {
  private static final int MOST_STATES = 60_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{send: 1, refresh: 2}",
        "{send: 2, refresh: 2}",
        "{send: 2, stop: 1, refresh: 1}",
        "{send: 1, other: 1}",
        "{send: 1, other: 1, refresh: 1}",
        "{send: 2, turn: 1}",
        "{send: 1, turn: 2, refresh: 1}",
        "{send: 1, lose: 1, refresh: 1}",
        "{send: 1, lose: 1, other: 1}",
        "{send: 1, reload: 1, refresh: 1}",
        "{send: 1, instead: 1, stop: 1, refresh: 1}",
        "{send: 1, instead: 1, other: 1}",
        "{send: 1, instead: 2, turn: 1}",
        "{send: 1, instead: 1, lose: 1, refresh: 1}",
        "{send: 1, instead: 1, reload: 1, refresh: 1}",
      })
  void losesNothingInWhateverOrderThingsHappen(String budget, BrowserFixture fixture) {
    var played = (Map<?, ?>) play(fixture, budget);

    assertThat(played.get("wrong")).isNull();
    assertThat((Integer) played.get("endings")).isPositive();
  }

  private static Object play(BrowserFixture fixture, String budget) {
    return fixture
        .openModules()
        .evaluate(
            "async () => (await import('/page/interleavings.js')).play(%s, %d)"
                .formatted(budget, MOST_STATES));
  }

  @Test
  void showsAReplyOnceThatWasLoadedBeforeItsOwnCallWasAnswered(BrowserFixture fixture) {
    Page page = fixture.openModules();

    Object shown =
        page.evaluate(
            """
            async () => {
              const {adopt, begin, confirm, emptyDialog, messagesOf, patch} =
                  await import('/chat/dialog/dialog-state.js');
              const {grown, shown} = await import('/chat/dialog/reply-text.js');
              const question = {id: 'q', role: 'visitor', text: 'x', delivery: 'sending'};
              const reply = {id: 'r', role: 'assistant', text: 'one ', parent: 'q', status: 'generating'};
              const draft = {...reply, id: 'draft', text: '', delivery: 'sending'};
              const items = [{...question, delivery: undefined}, reply];
              const steps = [
                (dialog) => begin(dialog, question, draft),
                (dialog) => adopt(dialog, {items}, () => false),
                (dialog) => confirm(dialog, 'draft', 'r'),
                (dialog) => patch(dialog, 'r', (mine) => grown(mine, {text: 'one '})),
                (dialog) => patch(dialog, 'r', (mine) => grown(mine, {text: 'two'})),
              ];
              let dialog = emptyDialog('d', 1);
              return steps.map((step) => {
                dialog = step(dialog);
                return messagesOf(dialog).map((each) => `${each.id}:${shown(each).text}`).join(' ');
              });
            }
            """);

    assertThat(shown)
        .isEqualTo(
            List.of("q:x draft:", "q:x r:one ", "q:x r:one ", "q:x r:one ", "q:x r:one two"));
  }

  /** Each row: the events, step by step, and what is shown after each step. */
  @Test
  void showsWithdrawnWordsUntilOthersReplaceThem(BrowserFixture fixture) {
    Page page = fixture.openModules();

    Object shown =
        page.evaluate(
            """
            async () => {
              const {grown, restarted, rewound, shown} = await import('/chat/dialog/reply-text.js');
              const steps = {
                text: (reply, text) => grown(reply, {text}),
                think: (reply, reasoning) => grown(reply, {reasoning}),
                rewind: (reply, keep) => rewound(reply, keep),
                restart: (reply) => restarted(reply),
                end: (reply) => ({...reply, held: undefined}),
              };
              const play = (...script) => {
                let reply = {text: '', reasoning: undefined};
                return script.map(([step, value]) => {
                  reply = steps[step](reply, value);
                  const {reasoning, text} = shown(reply);
                  return reasoning ? `${reasoning}/${text}` : text;
                }).join(' > ');
              };
              const keep = (text, reasoning = 0) => ({text, reasoning});
              return [
                play(['text', 'one two'], ['rewind', keep(4)], ['text', 'tw'], ['text', 'o three']),
                play(['text', 'one two'], ['rewind', keep(4)], ['text', 'too'], ['text', '!']),
                play(['text', 'one two'], ['rewind', keep(4)], ['text', 'tw'], ['end']),
                play(['text', 'one two'], ['rewind', keep(4)], ['end']),
                play(['text', 'one two'], ['rewind', keep(7)], ['text', '!']),
                play(['text', 'one two'], ['rewind', keep(4)], ['text', 't'], ['rewind', keep(0)],
                    ['text', 'one two']),
                play(['text', 'one two'], ['rewind', keep(4)], ['text', 'x'], ['rewind', keep(0)],
                    ['text', 'one x']),
                play(['text', 'a'], ['restart'], ['text', 'a'], ['text', 'b']),
                play(['think', 'hm'], ['text', 'a'], ['restart'], ['think', 'h'], ['think', 'm'],
                    ['text', 'ab']),
                play(['think', 'hm'], ['text', 'a'], ['restart'], ['think', 'so']),
                play(['think', 'hm'], ['text', 'a'], ['restart'], ['text', 'a']),
                play(['think', 'hmm'], ['rewind', keep(0, 1)], ['think', 'm'], ['text', 'a']),
                play(['text', 'hm a'], ['rewind', keep(0)], ['think', 'hm'], ['text', ' a']),
                play(['think', 'hm'], ['rewind', keep(0)], ['text', 'hm']),
                play(['text', '\\u{1f600}b'], ['rewind', keep(0)], ['text', '\\u{1f600}']),
              ];
            }
            """);

    assertThat(shown)
        .isEqualTo(
            List.of(
                "one two > one two > one two > one two three",
                "one two > one two > one too > one too!",
                "one two > one two > one two > one tw",
                "one two > one two > one ",
                "one two > one two > one two!",
                "one two > one two > one two > one two > one two",
                "one two > one two > one x > one x > one x",
                "a > a > a > ab",
                "hm/ > hm/a > hm/a > hm/a > hm/a > hm/ab",
                "hm/ > hm/a > hm/a > so/",
                "hm/ > hm/a > hm/a > a",
                "hmm/ > hmm/ > hmm/ > hm/a",
                "hm a > hm a > hm/ > hm/ a",
                "hm/ > hm/ > hm",
                "\uD83D\uDE00b > \uD83D\uDE00b > \uD83D\uDE00b"));
  }

  /** Each row: time, what happens, and whether it counts. */
  @Test
  void treatsAPressAsItWasMeant(BrowserFixture fixture) {
    Page page = fixture.openModules();

    Object meant =
        page.evaluate(
            """
            async () => {
              const {Presses} = await import('/chat/elements/presses.js');
              const play = (...script) => {
                let now = 0;
                const presses = new Presses(() => now);
                presses.mean('send');
                return script.map(([time, what, detail = 1]) => {
                  now = time;
                  if (what === 'down') presses.begin(new Event('pointerdown'));
                  else if (what === 'key') presses.begin(new KeyboardEvent('keydown', {key: ' '}));
                  else if (what === 'held') {
                    presses.begin(new KeyboardEvent('keydown', {key: 'Enter', repeat: true}));
                  } else if (what === 'click') return presses.meant({detail}) ? 'yes' : 'no';
                  else presses.mean(what);
                  return what;
                }).filter((each) => each === 'yes' || each === 'no').join(' ');
              };
              return [
                play([0, 'down'], [9, 'click'], [10, 'stop'], [150, 'down'], [160, 'click', 2]),
                play([0, 'click'], [10, 'stop'], [509, 'click']),
                play([0, 'click'], [10, 'stop'], [510, 'click']),
                play([0, 'click'], [10, 'stop'], [900, 'down'], [950, 'click', 2]),
                play([0, 'click'], [10, 'stop'], [400, 'click', 2], [700, 'click', 3]),
                play([0, 'stop'], [5000, 'down'], [5100, 'send'], [6000, 'click']),
                play([0, 'stop'], [5000, 'key'], [5100, 'send'], [6000, 'click', 0]),
                play([0, 'stop'], [5000, 'click'], [5050, 'send'], [5300, 'click', 1]),
                play([0, 'stop'], [5000, 'send'], [5600, 'down'], [5650, 'click']),
                play([0, 'held'], [0, 'click', 0]),
                play([0, 'click', 0], [10, 'stop'], [900, 'click', 0]),
                play([0, 'click', 2], [900, 'click']),
                play([0, 'click'], [10, 'stop'], [300, 'click'], [600, 'click', 2]),
              ];
            }
            """);

    assertThat(meant)
        .isEqualTo(
            List.of(
                "yes no",
                "yes no",
                "yes yes",
                "yes no",
                "yes no yes",
                "no",
                "no",
                "yes no",
                "yes",
                "no",
                "yes yes",
                "no yes",
                "yes no yes"));
  }
}
