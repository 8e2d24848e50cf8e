package io.chatframe.adapter.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;

@ExtendWith(OutputCaptureExtension.class)
final class ClientAddressesTest {
  private static final String TRUSTED = "127.0.0.0/8, ::1, 10.0.0.0/8, 2001:db8:ffff::/48";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "203.0.113.7 | - | 203.0.113.7",
        "203.0.113.7 | 198.51.100.1 | 203.0.113.7",
        "127.0.0.1 | - | 127.0.0.1",
        "127.0.0.1 | 203.0.113.7 | 203.0.113.7",
        "127.0.0.1 | 6.6.6.6, 203.0.113.7 | 203.0.113.7",
        "127.0.0.1 | 6.6.6.6, 203.0.113.7, 10.1.2.3 | 203.0.113.7",
        "127.0.0.1 | 10.9.9.9, 10.1.2.3 | 10.9.9.9",
        "127.0.0.1 | 203.0.113.7:4711 | 203.0.113.7",
        "127.0.0.1 | 6.6.6.6, unknown | 127.0.0.1",
        "127.0.0.1 | 6.6.6.6, evil.example, 10.1.2.3 | 10.1.2.3",
        "127.0.0.1 | 6.6.6.6, 999.1.1.1 | 127.0.0.1",
        "127.0.0.1 | 203.0.113.7,, | 203.0.113.7",
        "127.0.0.1 | 2001:db8:1:2:3:4:5:6 | 2001:db8:1:2:0:0:0:0/64",
        "127.0.0.1 | [2001:db8:1:2::9]:443 | 2001:db8:1:2:0:0:0:0/64",
        "127.0.0.1 | ::ffff:203.0.113.7 | 203.0.113.7",
        "127.0.0.1 | 2001:db8:1:2::9, 2001:db8:ffff::1 | 2001:db8:1:2:0:0:0:0/64",
        "0:0:0:0:0:0:0:1 | 203.0.113.7 | 203.0.113.7",
        "2001:db8:7:7:1:1:1:1 | 203.0.113.7 | 2001:db8:7:7:0:0:0:0/64",
        "fe80::1%eth0 | - | fe80:0:0:0:0:0:0:0/64",
      })
  void findsTheClientBehindTrustedProxies(String peer, String header, String network) {
    assertThat(network(peer, "X-Forwarded-For", header)).isEqualTo(network);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "for=203.0.113.7 | 203.0.113.7",
        "For=203.0.113.7;proto=https;by=10.0.0.1 | 203.0.113.7",
        "for=6.6.6.6, for=\"203.0.113.7:4711\" | 203.0.113.7",
        "for=\"[2001:db8:1:2::9]:4711\";host=a | 2001:db8:1:2:0:0:0:0/64",
        "for=203.0.113.7, for=10.1.2.3, | 203.0.113.7",
        "for=\"a,b\\\"\", for=203.0.113.7 | 203.0.113.7",
        "for=6.6.6.6, for=_hidden | 127.0.0.1",
        "for=6.6.6.6, proto=https | 127.0.0.1",
        "for=6.6.6.6, for=\"203.0.113.7 | 127.0.0.1",
        "\" | 127.0.0.1",
      })
  void readsTheStandardHeader(String header, String network) {
    assertThat(network("127.0.0.1", "Forwarded", header)).isEqualTo(network);
  }

  @Test
  void readsRepeatedHeadersAsOne() {
    var request = request("127.0.0.1");
    request.addHeader("X-Forwarded-For", "6.6.6.6");
    request.addHeader("X-Forwarded-For", "203.0.113.7");
    request.addHeader("Forwarded", "for=6.6.6.6");

    assertThat(addresses("x-forwarded-for").network(request)).isEqualTo("203.0.113.7");
  }

  @Test
  void saysOnceWhatMayBeAProxyThatNobodyHasDeclared(CapturedOutput output) {
    ClientAddresses addresses = addresses("X-Forwarded-For");
    for (int i = 0; i < 3; i++) {
      var request = request("192.168.1.9");
      request.addHeader("X-Forwarded-For", "203.0.113.7");
      assertThat(addresses.network(request)).isEqualTo("192.168.1.9");
    }

    assertThat(output.getAll()).containsOnlyOnce("set TRUSTED_PROXIES").contains("192.168.1.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "10.0.0.1", "::1", "10.0.0.0/8, 2001:db8::/32", "0.0.0.0/0"})
  void takesAddressesAndRanges(String text) {
    assertThat(TrustedProxyProperties.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",", "10.0.0", "10.0.0.0/33", "proxy", "10.0.0.1/a", "10/8", "::/129"})
  void refusesWhatIsNoRange(String text) {
    assertThat(TrustedProxyProperties.isValid(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.128.0.0/9,10.127.255.255,false",
    "10.128.0.0/9,10.255.0.1,true",
    "::/0,10.0.0.1,false"
  })
  void comparesThePrefixAlone(String range, String address, boolean has) {
    var ranges = AddressRange.list(range).orElseThrow();

    assertThat(ranges.getFirst().has(Addresses.literal(address).orElseThrow())).isEqualTo(has);
  }

  private static String network(String peer, String header, @Nullable String value) {
    var request = request(peer);
    if (value != null) {
      request.addHeader(header, value);
    }
    return addresses(header).network(request);
  }

  private static ClientAddresses addresses(String header) {
    return new ClientAddresses(AddressRange.list(TRUSTED).orElseThrow(), header);
  }

  private static MockHttpServletRequest request(String peer) {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr(peer);
    return request;
  }
}
