package io.chatframe.bootstrap.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the page's modules store a visitor and her keys, in a real browser. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class PageVisitTest {
  @Test
  void keepsTheKeyOfWhoeverCameAfterAVisitorWhoWasErasedInAnotherTab(BrowserFixture fixture) {
    Object kept =
        fixture
            .openModules()
            .evaluate(
                """
                async () => {
                  const {Visit} = await import('/chat/visit/visit.js');
                  const visit = () =>
                      new Visit('default', {embedded: false, send: () => {}}, {holding: () => false});
                  const rows = [['hers', true], ['theirs', true], ['theirs', false]];
                  return rows.map(([key, elsewhere]) => {
                    const place = 'chatframe:default:key';
                    localStorage[place] = 'hers';
                    const hers = visit();
                    hers.recall(undefined);
                    localStorage[place] = key;
                    hers.forget(elsewhere);
                    return String(localStorage[place]);
                  });
                }
                """);

    assertThat(kept).isEqualTo(List.of("undefined", "theirs", "undefined"));
  }

  @Test
  void doesNotRestoreAVisitorWhoLeftWhileHerResponseWasRead(BrowserFixture fixture) {
    Object met =
        fixture
            .openModules()
            .evaluate(
                """
                async () => {
                  const {Api} = await import('/chat/server/api.js');
                  const session = (visitor) =>
                      ({visitor, visitorKey: visitor, expiresAt: '2999-01-01T00:00:00Z'});
                  const reading = Promise.withResolvers();
                  const read = Promise.withResolvers();
                  const bodies = [
                    () => (reading.resolve(), read.promise),
                    async () => session('another'),
                  ];
                  window.fetch = async () =>
                      ({ok: true, status: 200, headers: new Headers(), json: bodies.shift()});
                  const met = [];
                  const api = new Api('default', ({visitor}) => met.push(visitor));
                  const opening = api.open();
                  await reading.promise;
                  api.leave();
                  read.resolve(session('hers'));
                  return [(await opening).visitor, ...met, api.ring.map(({key}) => key).join()];
                }
                """);

    assertThat(met).isEqualTo(List.of("another", "another", "another"));
  }

  /** A server that wants a ticket says nothing of the key; without it she would be a stranger. */
  @Test
  void showsAnotherTicketEachTimeAndKeepsTheKey(BrowserFixture fixture) {
    Object shown =
        fixture
            .openModules()
            .evaluate(
                """
                async () => {
                  const {Api} = await import('/chat/server/api.js');
                  const shown = [];
                  let tickets = 0;
                  const answer = (status, body) => new Response(JSON.stringify(body), {status});
                  window.fetch = async (url, {body}) => {
                    if (url.endsWith('/embed/default/ticket')) return answer(200, {ticket: `t${++tickets}`});
                    const {visitorKey, ticket} = JSON.parse(body);
                    shown.push(`${visitorKey} ${ticket}`);
                    return answer(401, {code: ticket ? 'ticket-refused' : 'ticket-required'});
                  };
                  const api = new Api('default', () => {});
                  api.ring = [{key: 'hers', at: 0}];
                  await api.open().catch(({code}) => shown.push(code));
                  await api.open().catch(() => {});
                  return shown;
                }
                """);

    assertThat(shown)
        .isEqualTo(
            List.of(
                "hers undefined",
                "hers t1",
                "hers t2",
                "hers t3",
                "ticket-refused",
                "hers t4",
                "hers t5",
                "hers t6",
                "hers t7"));
  }

  /** Each row: the stored keys before and after an event. */
  @Test
  void keepsARingOfKeysEldestFirst(BrowserFixture fixture) {
    Object rings =
        fixture
            .openModules()
            .evaluate(
                """
                async () => {
                  const {accepted, formatRing, merged, parseRing} =
                      await import('/chat/server/key-ring.js');
                  const day = 86_400_000;
                  const ring = (...keys) => keys.map((name) => ({key: name, visitor: name[0], at: 0}));
                  const session = (key) => ({visitor: key[0], visitorKey: key});
                  const names = (keys) => keys.map(({key}) => key).join(' ');
                  const text = formatRing(ring('a1', 'b1'));
                  return [
                    names(accepted([], undefined, session('a1'), 1)),
                    names(accepted(ring('a1'), 'a1', session('a2'), 1)),
                    names(accepted(ring('a1'), undefined, session('b1'), 1)),
                    names(accepted(ring('a1', 'b1'), 'b1', session('b2'), 1)),
                    names(accepted(ring('a1', 'b1'), 'a1', session('a2'), 1)),
                    names(accepted(ring('a1', 'b1', 'c1', 'd1'), undefined, session('e1'), 1)),
                    formatRing(ring('a1')),
                    String(formatRing([])),
                    names(parseRing('a1', 0)),
                    names(parseRing(text, 179 * day)),
                    names(parseRing(text, 180 * day)),
                    names(parseRing('[null, {"key": 1}, {"key": "a1", "at": 9e99}]', day)),
                    names(parseRing('[broken', 0)),
                    names(merged(ring('a2'), ring('a1'))),
                    names(merged(ring('a2', 'b1'), ring('a1', 'c1'))),
                  ];
                }
                """);

    assertThat(rings)
        .isEqualTo(
            List.of(
                "a1",
                "a2",
                "a1 b1",
                "a1 b2",
                "a2 b1",
                "a1 b1 c1 e1",
                "a1",
                "undefined",
                "a1",
                "a1 b1",
                "",
                "a1",
                "",
                "a2",
                "a2 b1 c1"));
  }
}
