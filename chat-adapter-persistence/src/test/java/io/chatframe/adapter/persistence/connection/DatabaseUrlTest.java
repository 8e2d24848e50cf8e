package io.chatframe.adapter.persistence.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgres://u:p%40ss@h/db?sslmode=require | h:5432/db?sslmode=require | u | p@ss",
        "postgresql://u:p@h:6543/db | h:6543/db | u | p",
        "POSTGRES://u:p@h/db | h:5432/db | u | p",
        "jdbc:postgresql://h/db | h:5432/db | |",
        "jdbc:postgresql://h:1/db?user=u&password=p+q | h:1/db | u | p q",
        "jdbc:postgresql://u:p@h/db | h:5432/db | u | p",
        "jdbc:postgresql:db | localhost:5432/db | |",
        "jdbc:postgres://h/db | h:5432/db | |",
        "postgres://u:a+b@h/db | h:5432/db | u | a+b",
        "postgres://u:%D1%8F%F0%9F%94%91@h/db | h:5432/db | u | я🔑",
        "postgres://u:p@ss@h/db | h:5432/db | u | p@ss",
        "postgres://u:a:b@h/db | h:5432/db | u | a:b",
        "postgres://u:p%23%3F%2F%25@h/db | h:5432/db | u | p#?/%",
        "postgres://u:p#x@h/db | h:5432/db | u | p#x",
        "postgres://u.project:p@db_pool.example.com/my%2Fdb%20x |"
            + " db_pool.example.com:5432/my%2Fdb+x | u.project | p",
        "postgres://u@h | h:5432/u | u |",
        "postgres://u@h/ | h:5432/u | u |",
        "postgres://h/db?user=u&password=p%26q | h:5432/db | u | p&q",
        "postgres:///db?host=h&port=6000 | h:6000/db | |",
        "postgres://u:p@[::1]:6000/db | [::1]:6000/db | u | p",
        "postgres://u:p@[2001:db8::2]/db | [2001:db8::2]:5432/db | u | p",
        "postgres://u:p@a,b:6000/db | a:5432,b:6000/db?targetServerType=primary | u | p",
        "postgres://u:p@a,b/db?target_session_attrs=any | a:5432,b:5432/db?targetServerType=any | u"
            + " | p",
        "postgres://h/db?application_name=x%20y | h:5432/db?ApplicationName=x+y | |",
        "postgres://h/db?channel_binding=require&sslmode=verify-full&sslrootcert=/ca.pem |"
            + " h:5432/db?channelBinding=require&sslmode=verify-full&sslrootcert=%2Fca.pem | |",
        "postgres://h/db?sslrootcert=system |"
            + " h:5432/db?sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory&sslmode=verify-full |"
            + " |",
        "postgres://h/db?ssl=true | h:5432/db?sslmode=require | |",
        "postgres://h/db?sslmode=no-verify | h:5432/db?sslmode=require | |",
        "jdbc:postgresql://h/db?ssl=true | h:5432/db?ssl=true | |",
        "postgres://h/db?options=-c%20search_path%3Dx | h:5432/db?options=-c+search_path%3Dx | |",
        "postgres://h/db?schema=chat | h:5432/db?currentSchema=chat | |",
        "jdbc:postgresql://h/db?currentSchema=chat | h:5432/db?currentSchema=chat | |",
      })
  void readsWhatHostersAndTheDriverWrite(
      String url, String expected, String user, String password) {
    var address = DatabaseUrl.read(" " + url + " ", Optional.empty(), Optional.empty()).address();

    assertThat(address.url()).isEqualTo("jdbc:postgresql://" + expected);
    assertThat(address.user()).isEqualTo(Optional.ofNullable(user));
    assertThat(address.password()).isEqualTo(Optional.ofNullable(password));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:s3cret@h/db",
        "jdbc:mysql://h/db?password=s3cret",
        "h:5432/db",
        "psql postgres://u:s3cret@h/db",
        "'postgres://u:s3cret@h/db'",
        "postgresql+asyncpg://u:s3cret@h/db",
        "postgres:/u:s3cret@h/db",
        "postgres://u:s3cret/x@h/db",
        "postgres://u:100%s3cret@h/db",
        "postgres://u:s3cret%FF@h/db",
        "postgres://u:s3cret@h:port/db",
        "postgres://u:s3cret@h:70000/db",
        "postgres://u:s3cret@::1/db",
        "postgres://u:s3cret@%2Fvar%2Frun/db",
        "postgres://:s3cret@h",
        "postgres://u:s3cret@h/db?sslmod=require",
        "postgres://u:s3cret@h/db?sslmode=full",
        "postgres://u:s3cret@h/db?sslcrl=/s3cret",
        "postgres://u:s3cret@h/db?target_session_attrs=standby",
        "postgres://u:s3cret@h/db?service=s3cret",
        "jdbc:postgresql://h/db?PGHOST=s3cret",
        "postgres://u:s3cret?@h/db",
      })
  void refusesWhatCannotBeReadInOneSentenceWithoutQuotingIt(String url) {
    assertThatThrownBy(() -> DatabaseUrl.read(url, Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("DATABASE_URL ")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void leavesOutSettingsWithoutMeaningHereAndSaysSo() {
    var url =
        DatabaseUrl.read(
            "postgres://h/db?pgbouncer=true&connection_limit=1&connect_timeout=10&sslsni=1"
                + "&logServerErrorDetail=true&socketTimeout=0",
            Optional.empty(),
            Optional.empty());

    assertThat(url.address().url()).isEqualTo("jdbc:postgresql://h:5432/db");
    assertThat(url.hints())
        .hasSize(6)
        .contains(
            "The parameter \"connection_limit\" of DATABASE_URL is left out: DATABASE_POOL_SIZE"
                + " does that here.");
  }

  @Test
  void takesUserAndPasswordFromTheirSettingsUnlessTheUrlHasThem() {
    var address =
        DatabaseUrl.read("postgres://u@h/db", Optional.of("u"), Optional.of("p%40")).address();

    assertThat(address.user()).contains("u");
    assertThat(address.password()).contains("p%40");
    assertThatThrownBy(
            () -> DatabaseUrl.read("postgres://u:a@h/db", Optional.empty(), Optional.of("b")))
        .hasMessage(
            "DATABASE_PASSWORD and DATABASE_URL contradict each other: leave one of them out");
    assertThatThrownBy(
            () -> DatabaseUrl.read("postgres://u:a@h/db", Optional.of("v"), Optional.empty()))
        .hasMessageStartingWith("DATABASE_USER and DATABASE_URL contradict each other");
  }

  @Test
  void showsThePlaceWithoutSecrets() {
    var address =
        DatabaseUrl.read("postgres://u:p@h/a%20b?sslpassword=p", Optional.empty(), Optional.empty())
            .address();

    assertThat(address.place()).isEqualTo("h:5432/a b");
    assertThat(address.hosts()).isEqualTo("h:5432");
    assertThat(address).hasToString("DatabaseAddress[h:5432/a b, user=Optional[u]]");
  }
}
