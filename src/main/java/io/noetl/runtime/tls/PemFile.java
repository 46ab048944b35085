package io.noetl.runtime.tls;

import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.files.WholeFile;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A file of certificates and keys in the text form that OpenSSL writes (RFC 7468). */
public final class PemFile {

  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");

  private static final String CONVERT = "convert it with: openssl pkcs8 -topk8 -in OLD -out NEW";

  private final Path path;
  private final String text;

  private PemFile(Path path, String text) {
    this.path = path;
    this.text = text;
  }

  /**
   * Reads a file.
   *
   * @throws RuntimeApiException.InvalidRequest when it cannot be read; so do the other methods when
   *     it does not hold what it should
   */
  public static PemFile read(Path path) {
    try {
      // Bundles carry the names of authorities between the blocks, in whatever encoding.
      return new PemFile(path, WholeFile.text(path, StandardCharsets.ISO_8859_1));
    } catch (IOException unreadable) {
      throw new RuntimeApiException.InvalidRequest(
          "cannot read the PEM file " + path + ": " + reason(unreadable),
          Details.causedBy(unreadable));
    }
  }

  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "no such file";
      case AccessDeniedException denied -> "permission denied";
      default -> FileFailure.reason(failure);
    };
  }

  /** All certificates in the file, at least one. */
  public List<X509Certificate> certificates() throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] encoded : blocks("CERTIFICATE")) {
      certificates.add(certificate(factory, encoded));
    }
    if (certificates.isEmpty()) {
      throw invalid(
          text.isBlank() ? "is empty" : "holds no certificate",
          "it should hold -----BEGIN CERTIFICATE-----");
    }
    return certificates;
  }

  private X509Certificate certificate(CertificateFactory factory, byte[] encoded) {
    try {
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException damaged) {
      throw invalid("holds a certificate that cannot be read", "copy it again");
    }
  }

  /** The private key in the file, decrypted where it is encrypted. */
  public PrivateKey privateKey(Passphrase passphrase) throws GeneralSecurityException {
    List<byte[]> plain = blocks("PRIVATE KEY");
    if (!plain.isEmpty()) {
      return key(new PKCS8EncodedKeySpec(plain.getFirst()));
    }
    List<byte[]> encrypted = blocks("ENCRYPTED PRIVATE KEY");
    if (encrypted.isEmpty()) {
      throw withoutKey();
    }
    if (!passphrase.isGiven()) {
      throw invalid("holds an encrypted private key", passphrase.advice());
    }
    try {
      return decrypt(new EncryptedPrivateKeyInfo(encrypted.getFirst()), passphrase);
    } catch (IOException | NoSuchAlgorithmException unknown) {
      throw invalid("is encrypted in a way that Java does not know", CONVERT);
    }
  }

  private RuntimeApiException withoutKey() {
    if (text.isBlank()) {
      return invalid("is empty", "it should hold -----BEGIN PRIVATE KEY-----");
    }
    return text.contains(" PRIVATE KEY-----")
        ? invalid("holds a private key in an old form, not PKCS#8", CONVERT)
        : invalid("holds no private key", "it should hold -----BEGIN PRIVATE KEY-----");
  }

  private PrivateKey decrypt(EncryptedPrivateKeyInfo encrypted, Passphrase passphrase)
      throws GeneralSecurityException, IOException {
    // For PBES2 the name of the scheme is in the parameters: PBEWithHmacSHA256AndAES_256.
    String scheme =
        encrypted.getAlgName().equals("PBES2")
            ? encrypted.getAlgParameters().toString()
            : encrypted.getAlgName();
    try {
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(passphrase.read())),
          encrypted.getAlgParameters());
      return key(encrypted.getKeySpec(cipher));
    } catch (InvalidKeySpecException | javax.crypto.BadPaddingException wrong) {
      throw invalid("does not open with that passphrase", "check " + passphrase.source());
    }
  }

  private PrivateKey key(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException another) {
        // The next algorithm is tried; the encoding does not say its name in plain words.
      }
    }
    throw invalid("holds a key of an unknown algorithm", "use RSA, EC, Ed25519 or Ed448");
  }

  private List<byte[]> blocks(String label) {
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    List<byte[]> blocks = new ArrayList<>();
    int start = text.indexOf(begin);
    while (start >= 0) {
      int content = start + begin.length();
      int stop = text.indexOf(end, content);
      if (stop < 0) {
        throw invalid("is cut off", "it should end with " + end);
      }
      try {
        blocks.add(Base64.getMimeDecoder().decode(text.substring(content, stop)));
      } catch (IllegalArgumentException broken) {
        throw invalid("is damaged", "copy it again");
      }
      start = text.indexOf(begin, stop);
    }
    return blocks;
  }

  private RuntimeApiException invalid(String problem, String hint) {
    return new RuntimeApiException.InvalidRequest(
        path + " " + problem, Details.NONE.withHint(hint));
  }
}
