package io.noetl.runtime.service.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.text.DatabaseUrl;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

  private static final String SHAPE =
      "database: URL should look like postgresql://user@host:5432/database";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://                        | localhost          |           |          |
          postgres://h                         | h                  |           |          |
          postgresql:///db                     | localhost          | db        |          |
          postgresql://h/                      | h                  |           |          |
          postgresql://h:5433/db               | h:5433             | db        |          |
          postgresql://me@h/db                 | h                  | db        | me       |
          postgresql://me@/db                  | localhost          | db        | me       |
          postgresql://me:secret@h:1/db        | h:1                | db        | me       | secret
          postgresql://me:@h/db                | h                  | db        | me       | ''
          postgresql://:secret@h/db            | h                  | db        |          | secret
          postgresql://me:a:b@h/db             | h                  | db        | me       | a:b
          postgresql://me:a@b@h/db             | h                  | db        | me       | a@b
          postgresql://me:a/b@h/db             | h                  | db        | me       | a/b
          postgresql://me:a?b@h/db             | h                  | db        | me       | a?b
          postgresql://me:a#b&c=d@h/db         | h                  | db        | me       | a#b&c=d
          postgresql://me:a+b%20c%2B%40@h/db   | h                  | db        | me       | a+b c+@
          postgresql://m%40e%3A:p@h/d%2Fb%3F   | h                  | d/b?      | m@e:     | p
          postgresql://h/%E6%B0%B4             | h                  | \u6c34    |          |
          postgresql://h/a+b                   | h                  | a+b       |          |
          postgresql://a,b:2,c/db              | a,b:2,c            | db        |          |
          postgresql://[::1]/db                | [::1]              | db        |          |
          postgresql://[fe80::1%25eth0]:2/db   | [fe80::1%25eth0]:2 | db        |          |
          postgresql://[::1]:1,10.0.0.2:2/db   | [::1]:1,10.0.0.2:2 | db        |          |
          postgresql://h:65535/db              | h:65535            | db        |          |
          postgresql://e%78ample/db            | example            | db        |          |
          postgresql://h?sslmode=require       | h                  |           |          |
          postgresql://h/db?options=a@b        | h                  | db        |          |
          postgresql://me@h/db?options=a@b     | h                  | db        | me       |
          postgresql://me:p@h/db?options=a@b/c | h                  | db        | me       | p
          postgresql://me:p@h?options=a@b      | h                  |           | me       | p
          postgresql://h/db?options=a/b@c?d    | h                  | db        |          |
          """)
  void urlIsParsedAsByLibpq(
      String url, String hosts, String database, String user, String password) {
    PostgresUrl read = PostgresUrl.of(url, Map.of());

    assertEquals(hosts, hosts(read));
    assertEquals(database, read.database());
    assertEquals(user, read.user());
    assertEquals(password, read.password());
    assertNull(read.schema());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://me:secret@h:1/db?sslmode=require | postgresql://me@h:1/db
          postgresql://:secret@h                        | postgresql://h
          postgresql://me:a@secret@a:1,[::1]:2/db       | postgresql://me@a:1,[::1]:2/db
          postgresql://me:a/secret@h/db                 | postgresql://me@h/db
          postgresql://me:a?secret@h/db                 | postgresql://me@h/db
          postgresql://me:%73ecret@h/db                 | postgresql://me@h/db
          """)
  void descriptionHasNoPassword(String url, String description) {
    PostgresUrl read = PostgresUrl.of(url, Map.of());

    assertEquals(description, read.description());
    assertEquals(description, read.withPassword("secret").description());
    assertFalse(read.withPassword("secret").jdbcUrl().contains("secret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schema=a%20b                        | a b | {}
          schema=                             | ''  | {}
          ''                                  |     | {}
          &sslmode=disable&                   |     | {sslmode=disable}
          application_name=my%20loop          |     | {ApplicationName=my loop}
          application_name=me@here            |     | {ApplicationName=me@here}
          connect_timeout=5                   |     | {connectTimeout=5}
          options=-c%20search_path%3Da%2Cb    |     | {options=-c search_path=a,b}
          options=-c statement_timeout=5s     |     | {options=-c statement_timeout=5s}
          target_session_attrs=any            |     | {targetServerType=any}
          target_session_attrs=primary        |     | {targetServerType=primary}
          target_session_attrs=read-write     |     | {targetServerType=primary}
          target_session_attrs=read-only      |     | {targetServerType=secondary}
          target_session_attrs=standby        |     | {targetServerType=secondary}
          target_session_attrs=prefer-standby |     | {targetServerType=preferSecondary}
          load_balance_hosts=random           |     | {loadBalanceHosts=true}
          load_balance_hosts=disable          |     | {loadBalanceHosts=false}
          sslmode=disable&sslmode=require     |     | {sslmode=require}
          ssl=true                            |     | {sslmode=require}
          channel_binding=require             |     | {channelBinding=require}
          channel_binding=disable             |     | {channelBinding=disable}
          require_auth=scram-sha-256          |     | {requireAuth=scram-sha-256}
          require_auth=!password,!md5         |     | {requireAuth=!password,!md5}
          gssencmode=disable                  |     | {}
          gssencmode=prefer&gssdelegation=0   |     | {}
          keepalives=1                        |     | {}
          keepalives=0                        |     | {tcpKeepAlive=false}
          keepalives_idle=0                   |     | {}
          keepalives_idle=9&keepalives_count=2 |    | {keepalives_count=2, keepalives_idle=9, socketFactory=io.noetl.runtime.service.postgres.KeepAliveSocketFactory}
          tcp_user_timeout=0                  |     | {}
          user=me&password=a%20b              |     | {password=a b, user=me}
          fallback_application_name=f         |     | {ApplicationName=f}
          fallback_application_name=f&application_name=a | | {ApplicationName=a}
          sslmode=require&sslnegotiation=direct |   | {sslNegotiation=direct, sslmode=require}
          client_encoding=UTF8&sslcompression=0 |   | {}
          sslcrl=&service=                    |     | {}
          max_protocol_version=latest         |     | {}
          """)
  void parametersAreMappedToTheDriversProperties(String query, String schema, String parameters) {
    PostgresUrl read = PostgresUrl.of("postgresql://h/db?" + query, Map.of());

    assertEquals(schema, read.schema());
    assertEquals(parameters, driver(read));
  }

  @Test
  void loginAndDatabaseGoToTheDriverEscaped() {
    PostgresUrl read =
        PostgresUrl.of("postgresql://m%20e:s%20+@a:1,[::1]/d%20%2F+?schema=s", Map.of());

    assertEquals("jdbc:postgresql://a:1,[::1]/d+%2F%2B", read.jdbcUrl());
    assertEquals("{password=s +, user=m e}", driver(read));
    assertEquals(
        "jdbc:postgresql://localhost/", PostgresUrl.of("postgresql://", Map.of()).jdbcUrl());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql:///db?host=a&port=1             | jdbc:postgresql://a:1/db
          postgresql:///?host=a,b&port=1,2&dbname=db | jdbc:postgresql://a:1,b:2/db
          postgresql:///db?host=a,b&port=1           | jdbc:postgresql://a:1,b:1/db
          postgresql:///db?host=a,b&port=,2          | jdbc:postgresql://a,b:2/db
          postgresql://x:9/db?host=a                 | jdbc:postgresql://a:9/db
          postgresql://a:9/db?port=1                 | jdbc:postgresql://a:1/db
          postgresql://a/db?dbname=e                 | jdbc:postgresql://a/e
          postgresql:///db?host=::1                  | jdbc:postgresql://[::1]/db
          postgresql:///db?host=[::1]&port=2         | jdbc:postgresql://[::1]:2/db
          postgresql://a:1/db?hostaddr=10.0.0.1      | jdbc:postgresql://10.0.0.1:1/db
          postgresql://a/db?hostaddr=fe80::1%25eth0  | jdbc:postgresql://[fe80::1%eth0]/db
          postgresql:///db?hostaddr=10.0.0.1         | jdbc:postgresql://10.0.0.1/db
          postgresql://a,b/db?hostaddr=,10.0.0.2     | jdbc:postgresql://a,10.0.0.2/db
          """)
  void hostAndPortMayBeParameters(String url, String jdbc) {
    assertEquals(jdbc, PostgresUrl.of(url, Map.of()).jdbcUrl());
  }

  @Test
  void hostaddrIsTheTargetAndHostTheDescription() {
    PostgresUrl read = PostgresUrl.of("postgresql://me@db:1/d?hostaddr=10.0.0.1", Map.of());

    assertEquals("postgresql://me@db:1/d", read.description());
    assertEquals("jdbc:postgresql://10.0.0.1:1/d", read.jdbcUrl());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://                      | PGHOST=a,PGPORT=1,PGUSER=u,PGDATABASE=d | postgresql://u@a:1/d | {user=u}
          postgresql:///db                   | PGHOST=a                                | postgresql://a/db    | {}
          postgresql://h                     | PGHOST=a,PGPORT=1                       | postgresql://h:1     | {}
          postgresql://h:2                   | PGPORT=1                                | postgresql://h:2     | {}
          postgresql://a,b:2                 | PGPORT=1                                | postgresql://a,b:2   | {}
          postgresql:///?user=me             | PGUSER=u                                | postgresql://me@localhost | {user=me}
          postgresql://h/db?application_name=x@y | PGSSLMODE=require                   | postgresql://h/db    | {ApplicationName=x@y, sslmode=require}
          postgresql://me@h/db?options=a@b   | PGSSLMODE=require,PGSSLROOTCERT=/c      | postgresql://me@h/db | {options=a@b, sslmode=require, user=me}
          postgresql://h/db?sslmode=disable  | PGSSLMODE=require                       | postgresql://h/db    | {sslmode=disable}
          postgresql://h?ssl%6dode=disable   | PGSSLMODE=require                       | postgresql://h       | {sslmode=disable}
          postgresql://h                     | PGSSLMODE=                              | postgresql://h       | {}
          postgresql://h                     | PGREQUIRESSL=1                          | postgresql://h       | {sslmode=require}
          postgresql://h?sslmode=disable     | PGREQUIRESSL=1                          | postgresql://h       | {sslmode=disable}
          postgresql://h                     | PGCHANNELBINDING=require,PGGSSENCMODE=disable | postgresql://h | {channelBinding=require}
          postgresql://h                     | PGAPPNAME=a,PGCONNECT_TIMEOUT=3,PGOPTIONS=-c x=y | postgresql://h | {ApplicationName=a, connectTimeout=3, options=-c x=y}
          postgresql://h                     | PGTARGETSESSIONATTRS=read-write,PGLOADBALANCEHOSTS=random | postgresql://h | {loadBalanceHosts=true, targetServerType=primary}
          postgresql://h                     | PGREQUIREAUTH=none | postgresql://h   | {requireAuth=none}
          postgresql://h                     | PGTZ=Europe/Kiev,PGDATESTYLE=german,PGCLIENTENCODING=LATIN1 | postgresql://h | {}
          """)
  void variablesCompleteTheUrl(
      String url, String variables, String description, String properties) {
    PostgresUrl read = PostgresUrl.of(url, variables(variables));

    assertEquals(description, read.description());
    assertEquals(properties, driver(read));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PGSSLMODE=sometimes     | PGSSLMODE: Input should be disable, allow, prefer, require, verify-ca, verify-full (got "sometimes")
          PGHOST=/var/run         | PGHOST: Unix sockets are not supported; name a host such as localhost
          PGHOST=a b              | PGHOST: Input should be a host's name or address
          PGHOSTADDR=db           | PGHOSTADDR: Input should be an IP address
          PGPORT=x                | PGPORT: Input should be a port, 1 to 65535
          PGCONNECT_TIMEOUT=5s    | PGCONNECT_TIMEOUT: Input should be a whole number of at most six digits (got "5s")
          PGGSSENCMODE=require    | PGGSSENCMODE: logins and encryption with GSSAPI are not supported
          PGKRBSRVNAME=postgres   | PGKRBSRVNAME: logins and encryption with GSSAPI are not supported
          PGSSLCRL=/crl           | PGSSLCRL: lists of revoked certificates are not read
          PGREQUIREPEER=postgres  | PGREQUIREPEER: Unix sockets are not supported; name a host such as localhost
          PGSERVICE=prod          | PGSERVICE: service files are not read; name the host and the rest
          PGREQUIREAUTH=magic     | PGREQUIREAUTH: Input should be password, md5, gss, sspi, scram-sha-256, none, or several with commas between them (got "magic")
          PGMINPROTOCOLVERSION=3.2 | PGMINPROTOCOLVERSION: only version 3.0 of PostgreSQL's protocol is supported
          """)
  void unsupportedVariableIsNamedWithTheReason(String variables, String problem) {
    assertEquals(
        problem,
        assertThrows(
                InvalidRequest.class,
                () -> PostgresUrl.of("postgresql:///db", variables(variables)))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://h:0/db",
        "postgresql://h:65536/db",
        "postgresql://h:secret/db",
        "postgresql://h:-1/db",
        "postgresql://h:/db",
        "postgresql://:5432/db",
        "postgresql://a,,b/db",
        "postgresql://a,/db",
        "postgresql://,/db",
        "postgresql://a b/db",
        "postgresql://a\nb/db",
        "postgresql://::1/db",
        "postgresql://[::1/db",
        "postgresql://[]/db",
        "postgresql://[::1]x/db",
        "postgresql://h?me:secret/x@h/db",
        "postgresql://me:?secret=x/y@h/db",
        "postgresql://me:1?secret=x/y@h/db",
        "postgresql://me:1/secret@h/db",
        "postgresql://h/secret@b",
        "postgresql://me:a@h/secret@b",
      })
  void malformedUrlIsRefusedWithAnExample(String url) {
    assertEquals(SHAPE, problem(url));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://h/db?schemas=x                | URL has an unknown parameter schemas
          postgresql://me:secret@h/db?x              | URL has an unknown parameter x
          postgresql://h/db?SSLMODE=require          | URL has an unknown parameter SSLMODE
          postgresql://h/db?targetServerType=primary | URL has an unknown parameter targetServerType
          postgresql://h/db?target_session_attrs=rw  | URL parameter target_session_attrs should be any, read-write, read-only, primary, standby, prefer-standby (got "rw")
          postgresql://h/db?target_session_attrs=    | URL parameter target_session_attrs should be any, read-write, read-only, primary, standby, prefer-standby (got "")
          postgresql://h/db?sslmode=yes              | URL parameter sslmode should be disable, allow, prefer, require, verify-ca, verify-full (got "yes")
          postgresql://h/db?connect_timeout=5s       | URL parameter connect_timeout should be a whole number of at most six digits (got "5s")
          postgresql://h/db?load_balance_hosts=true  | URL parameter load_balance_hosts should be disable, random (got "true")
          postgresql://h/db?ssl=false                | URL parameter ssl: write sslmode instead
          postgresql://h/db?requiressl=1             | URL parameter requiressl: write sslmode=require instead
          postgresql://h/db?require_auth=md5,!none   | URL parameter require_auth should be password, md5, gss, sspi, scram-sha-256, none, or several with commas between them (got "md5,!none")
          postgresql://h/db?gssencmode=require       | URL parameter gssencmode: logins and encryption with GSSAPI are not supported
          postgresql://h/db?sslnegotiation=direct    | URL parameter sslnegotiation: direct needs sslmode=require, verify-ca or verify-full
          postgresql://h/db?sslcrldir=/x             | URL parameter sslcrldir: lists of revoked certificates are not read
          postgresql://h/db?service=x                | URL parameter service: service files are not read; name the host and the rest
          postgresql://h/db?oauth_client_secret=secret | URL parameter oauth_client_secret: logins with OAuth are not supported
          postgresql://h/db?scram_client_key=secret  | URL parameter scram_client_key: give the password instead
          postgresql://h/db?tcp_user_timeout=5       | URL parameter tcp_user_timeout: Java cannot set it; use keepalives_idle
          postgresql://h/db?replication=database     | URL parameter replication: this program does not replicate
          postgresql://h/db?client_encoding=LATIN1   | URL parameter client_encoding: text is always UTF-8
          postgresql://%2Fvar%2Frun/db               | URL parameter host: Unix sockets are not supported; name a host such as localhost
          postgresql:///db?host=/var/run/postgresql  | URL parameter host: Unix sockets are not supported; name a host such as localhost
          postgresql:///db?host=@abstract            | URL parameter host: Unix sockets are not supported; name a host such as localhost
          postgresql:///db?host=a,/var/run           | URL parameter host: Unix sockets are not supported; name a host such as localhost
          postgresql:///db?host=a,,b                 | URL parameter host: Input should be a host's name or address
          postgresql://h/db?hostaddr=db              | URL parameter hostaddr: Input should be an IP address
          postgresql://a,b/db?hostaddr=1.1.1.1       | URL parameter hostaddr: 1 addresses for 2 hosts
          postgresql://a,b/db?port=1,2,3             | URL parameter port: 3 ports for 2 hosts
          postgresql://a/db?port=0                   | URL parameter port: Input should be a port, 1 to 65535
          postgresql://h?sslmode=require&options=a@b | URL has an at sign in a parameter; write it as %40
          postgresql://h/%zz                         | URL has a broken % escape
          postgresql://me:secret%@h/db               | URL has a broken % escape
          postgresql://me:secret%4@h/db              | URL has a broken % escape
          postgresql://h/db?options=%                | URL has a broken % escape
          postgresql://me%00options@h/db             | URL has a broken % escape
          """)
  void unknownParameterIsNamed(String url, String problem) {
    assertEquals("database: " + problem, problem(url).strip());
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://h, true",
    "postgres://h, true",
    "postgresql:h, false",
    "sqlite:a, false",
    "POSTGRESQL://h, false",
    "mysql://h, false",
    "'', false"
  })
  void schemeSelectsPostgresql(String url, boolean isOne) {
    assertEquals(isOne, DatabaseUrl.isPostgres(url));
  }

  private static String problem(String url) {
    return assertThrows(InvalidRequest.class, () -> PostgresUrl.of(url, Map.of())).getMessage();
  }

  private static String hosts(PostgresUrl url) {
    return url.hosts().stream().map(PostgresHost::text).collect(Collectors.joining(","));
  }

  /** The properties of the driver that are not always set. */
  private static String driver(PostgresUrl url) {
    Map<Object, Object> told = new TreeMap<>(DriverProperties.of(url));
    told.remove("tcpKeepAlive", "true");
    told.remove("gssEncMode", "disable");
    told.remove("requireAuth", "!gss,!sspi");
    // PostgresTlsSettingsTest tests those of TLS.
    told.remove("sslmode", "prefer");
    told.keySet().removeIf(key -> key.equals("sslfactory") || key.toString().startsWith("noetl."));
    return told.toString();
  }

  /** Commas stand between variables here. */
  private static Map<String, String> variables(String text) {
    return Arrays.stream(text.split(",(?=PG)"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
