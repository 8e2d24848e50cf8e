package io.chatframe.adapter.llm.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The trusted certificate authorities: those of the JDK, or of {@code javax.net.ssl.trustStore},
 * and those of an additional file.
 */
public final class TrustedAuthorities {
  private static final String SETTING = "LLM_CA_FILE (chat.llm.ca-file)";
  private static final String ALLOWED =
      " Allowed is a readable file of at most 1 MiB with certificates in PEM, each between"
          + " -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----.";
  private static final long LARGEST = 1 << 20;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+?-----END CERTIFICATE-----");

  private TrustedAuthorities() {}

  /**
   * Returns a TLS context that trusts them.
   *
   * @param file with more authorities; null for none
   * @throws IllegalArgumentException naming the setting, if the file does not hold any
   */
  public static SSLContext context(@Nullable String file) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, file == null ? null : managers(together(certificates(file))), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("No TLS on this machine", e);
    }
  }

  private static KeyStore together(List<Certificate> more)
      throws GeneralSecurityException, IOException {
    KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
    all.load(null, null);
    for (X509Certificate authority : usual()) {
      all.setCertificateEntry("usual-" + all.size(), authority);
    }
    for (Certificate authority : more) {
      all.setCertificateEntry("more-" + all.size(), authority);
    }
    return all;
  }

  private static List<X509Certificate> usual() throws GeneralSecurityException {
    List<X509Certificate> usual = new ArrayList<>();
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager authorities) {
        usual.addAll(List.of(authorities.getAcceptedIssuers()));
      }
    }
    return usual;
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static List<Certificate> certificates(String file) {
    byte[] bytes = bytes(file);
    Matcher pem = PEM.matcher(new String(bytes, ISO_8859_1));
    List<Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (pem.find()) {
        found.add(
            factory.generateCertificate(
                new ByteArrayInputStream(pem.group().getBytes(ISO_8859_1))));
      }
      // DER, which some tools export.
      if (found.isEmpty() && bytes.length > 0 && bytes[0] == 0x30) {
        found.add(factory.generateCertificate(new ByteArrayInputStream(bytes)));
      }
    } catch (CertificateException _) {
      throw refused("holds a certificate that cannot be read");
    }
    if (found.isEmpty()) {
      throw refused("holds no certificate");
    }
    return found;
  }

  private static byte[] bytes(String file) {
    try {
      Path path = Path.of(file);
      if (!Files.exists(path)) {
        throw refused("names a file that does not exist");
      }
      if (!Files.isRegularFile(path) || Files.size(path) > LARGEST) {
        throw refused("names what is no file, or a larger one");
      }
      return Files.readAllBytes(path);
    } catch (InvalidPathException _) {
      throw refused("is not the path of a file");
    } catch (IOException _) {
      throw refused("names a file that cannot be read");
    }
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(SETTING + " " + why + "." + ALLOWED);
  }
}
