package io.noetl.runtime.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as OpenSSL 3 wrote them; they were made for this test and open nothing. */
class PemFileTest {

  private static final String PLAIN =
      """
      -----BEGIN PRIVATE KEY-----
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrk/e4w87NFKFySlx
      7TGtObVBODtujygIklFk+glJq1ChRANCAARxwrkw/jgu3333SNYXmeJaB08f2dhz
      NLgK27XiTMWGfdKdelqHN7DTUBMd99kZRTEKBFQ+J2Q++TbUjFa5mKNr
      -----END PRIVATE KEY-----
      """;

  /** The default: PBES2 with HMAC-SHA-256 and AES-256. */
  private static final String BY_DEFAULT =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAj0jMpiv7ZjGwICCAAw
      DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEFbHRV+/toN1NQSGfVLbwP0EgZCJ
      Lax2L/UwGZHk0I6y0eBmMcJuKnRo7z7urUgAeXf0XoYlQc1gpdT4qmqqekz4PEYr
      BmWqfsFwj0dzbGZ0KioDkooPnyEuBkxBYXqmPqZ1+XdeKITg5GCmYZoexdWOo5LI
      SOOllSPqOBsgCEHjdSgJqX/BG8QQo4yhj8yLJX9p67FNRB1a45OWrmULNVJTnSM=
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  /** {@code -v2 aes-128-cbc -v2prf hmacWithSHA1}. */
  private static final String SHA_1_AND_AES_128 =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIHeMEkGCSqGSIb3DQEFDTA8MBsGCSqGSIb3DQEFDDAOBAjytP1WcLwsvQICCAAw
      HQYJYIZIAWUDBAECBBCfHDzjADpAy9o/c3qi6nxFBIGQQkgaP1Zm7pP6UIV8u2fN
      UBWIrSLJUoH2hdKJD7iyXlTwftiMvGdV1xFDtSNIkY3ZzYO+8BXwrWfYOWT5ulMZ
      bARfPYGZWVEppF3CJpRuh4B0y13aN4R3dAsfRt7bf19H40O1I0aABNwXrMTWjPPI
      hY8CEvo857MLWTo97plgT+e7KCm5GLzd9tA0dYY9TRHz
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  /** {@code -v1 PBE-SHA1-3DES}. */
  private static final String SHA_1_AND_3DES =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIGxMBwGCiqGSIb3DQEMAQMwDgQIHddz2vFxB30CAggABIGQLPNLrRQlrT6pTHhL
      ziffymWrlEpEan+qiyGDBnnrlicOTYSDYdElpwgdk6HVazCIEdWsmhgmB7UN719l
      AnNp2qo4GxFueJv3gEoi5H1CjNKS0myXYOcS+WJdP4kNbKFreG5zeTsh563aN0JT
      jqeyy15EGsfe3vJo84vdn/UAmJgdE7I9YC9GcPSoLKBSfQBE
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  /** {@code -scrypt}. */
  private static final String SCRYPT =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIHkME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAgPAa+XzuqhVQICQAAC
      AQgCAQEwHQYJYIZIAWUDBAEqBBA1zjpD+oLzgwnL/cxiBOroBIGQFI7UFlptpDp3
      NYLUm6LURCifJnEVyYTi6MVmrVkGSDYUjWG2qQK3tPQ+IxVDIpB9FJczKWhN4MQq
      6YTQ38GW37ApM55N/gD5Ii9vsjAWhlNH/PY5LYeTmiDepgcS/2ENsGoq20dfuWZC
      e18D0iHN2s4tg6tN1BQYGZkQp8pWJ6O10JGhEFonKJeV7XSHgFZ2
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  private static final Passphrase NONE = new Passphrase(null, null, "it", "name it");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, BY_DEFAULT, SHA_1_AND_AES_128, SHA_1_AND_3DES})
  void keyOpens(String pem) throws Exception {
    byte[] expected = PemFile.read(file("plain.key", PLAIN)).privateKey(NONE).getEncoded();

    assertArrayEquals(
        expected,
        PemFile.read(file("some.key", pem))
            .privateKey(in(file("pass.txt", "sesame\n")))
            .getEncoded());
  }

  @ParameterizedTest
  @ValueSource(strings = {BY_DEFAULT, SHA_1_AND_AES_128, SHA_1_AND_3DES})
  void keyDoesNotOpenWithAnotherPassphrase(String pem) throws Exception {
    Path key = file("some.key", pem);
    Path passphrase = file("pass.txt", "Sesame");

    InvalidRequest wrong =
        assertThrows(InvalidRequest.class, () -> PemFile.read(key).privateKey(in(passphrase)));

    assertEquals(key + " does not open with that passphrase", wrong.getMessage());
    assertEquals("check " + passphrase, wrong.hint());
  }

  @Test
  void keyInASchemeThatJavaDoesNotKnowSaysHowToConvertIt() throws Exception {
    Path key = file("some.key", SCRYPT);

    InvalidRequest refused =
        assertThrows(
            InvalidRequest.class,
            () -> PemFile.read(key).privateKey(in(file("pass.txt", "sesame"))));

    assertEquals(key + " is encrypted in a way that Java does not know", refused.getMessage());
    assertEquals("convert it with: openssl pkcs8 -topk8 -in OLD -out NEW", refused.hint());
  }

  private static Passphrase in(Path file) {
    return new Passphrase(null, file, "it", "name it");
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text);
  }
}
