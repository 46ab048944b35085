package io.noetl.runtime.service.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The TLS settings from libpq's parameters and the files in its directory. */
class PostgresTlsSettingsTest {

  @TempDir private Path home;

  /** Columns: the files, the parameters, the settings. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -        | -                                  | prefer NONE null null null
          -        | sslmode=disable                    | disable NONE null null null
          root.crt | sslmode=prefer                     | prefer NONE null null null
          -        | sslmode=require                    | require NONE null null null
          root.crt | sslmode=require                    | require AUTHORITY HOME/root.crt null null
          root.crt | sslmode=verify-ca                  | verify-ca AUTHORITY HOME/root.crt null null
          root.crt | sslmode=verify-full                | verify-full HOST HOME/root.crt null null
          root.crt | sslmode=verify-full&sslrootcert=/c | verify-full HOST /c null null
          -        | sslmode=require&sslrootcert=/c     | require AUTHORITY /c null null
          -        | sslmode=allow&sslrootcert=/c       | allow AUTHORITY /c null null
          -        | sslmode=disable&sslrootcert=/c     | disable NONE null null null
          root.crt | sslrootcert=system                 | verify-full HOST null null null
          -        | sslcert=/c&sslkey=/k               | prefer NONE null /c /k
          postgresql.crt postgresql.key | -             | prefer NONE null HOME/postgresql.crt HOME/postgresql.key
          postgresql.crt postgresql.key | sslcertmode=disable | prefer NONE null null null
          postgresql.crt postgresql.key | sslcert=/c    | prefer NONE null /c HOME/postgresql.key
          postgresql.key | sslkey=/k                    | prefer NONE null null null
          """)
  void settingsComeFromFilesAndParameters(String files, String query, String meant)
      throws IOException {
    PostgresTlsSettings tls = tls(files, query);
    String text =
        tls.mode()
            + " "
            + tls.check()
            + " "
            + tls.authorities()
            + " "
            + tls.certificate()
            + " "
            + tls.key();

    assertEquals(meant, text.replace(home.resolve(".postgresql").toString(), "HOME"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -              | sslmode=verify-full | sslmode=verify-full needs a file of trusted certificates, and there is no HOME/root.crt
          -              | sslmode=verify-ca   | sslmode=verify-ca needs a file of trusted certificates, and there is no HOME/root.crt
          root.crt       | sslmode=require&sslrootcert=system | database: URL parameter sslrootcert: system requires sslmode=verify-full, because anybody can get such a certificate
          postgresql.crt | -                   | there is a certificate, HOME/postgresql.crt, but no key HOME/postgresql.key
          -              | sslcert=/c          | there is a certificate, /c, but no key HOME/postgresql.key
          """)
  void missingFileIsNamed(String files, String query, String problem) {
    InvalidRequest refused = assertThrows(InvalidRequest.class, () -> tls(files, query));

    assertEquals(
        problem, refused.getMessage().replace(home.resolve(".postgresql").toString(), "HOME"));
  }

  @Test
  void settingsSurviveTheDriversProperties() throws IOException {
    PostgresTlsSettings tls =
        tls(
            "-",
            "sslmode=verify-full&sslrootcert=/a&sslcert=/c&sslkey=/k&sslpassword=p&sslsni=0"
                + "&ssl_min_protocol_version=TLSv1.2&ssl_max_protocol_version=TLSv1.3");
    Properties properties = new Properties();
    tls.addTo(properties);

    assertEquals(tls, PostgresTlsSettings.from(properties));
    assertEquals("require", properties.getProperty("sslmode"));
  }

  private PostgresTlsSettings tls(String files, String query) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".postgresql"));
    for (String file : files.split(" ")) {
      if (!file.equals("-")) {
        Files.createFile(folder.resolve(file));
      }
    }
    String url = "postgresql://h/db" + (query.equals("-") ? "" : "?" + query);
    return PostgresUrl.of(url, Map.of("HOME", home.toString())).tls();
  }
}
