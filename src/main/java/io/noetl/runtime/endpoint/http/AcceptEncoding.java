package io.noetl.runtime.endpoint.http;

import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.eclipse.jetty.http.QuotedQualityCSV.QualityValue;

/** The header {@code Accept-Encoding} of a request. */
final class AcceptEncoding {

  private AcceptEncoding() {}

  /** Whether the client takes gzip, and prefers it to plain text or has no preference. */
  static boolean takesGzip(HttpFields headers) {
    if (!headers.contains(HttpHeader.ACCEPT_ENCODING)) {
      return false;
    }
    double any = 0;
    double gzip = -1;
    double plain = 0;
    QuotedQualityCSV codings = new QuotedQualityCSV();
    headers.getValuesList(HttpHeader.ACCEPT_ENCODING).forEach(codings::addValue);
    for (QualityValue coding : codings.getQualityValues()) {
      switch (coding.getValue().toLowerCase(Locale.ROOT)) {
        case "gzip", "x-gzip" -> gzip = Math.max(gzip, coding.getWeight());
        case "identity" -> plain = coding.getWeight();
        case "*" -> any = coding.getWeight();
        default -> {}
      }
    }
    double weight = gzip < 0 ? any : gzip;
    return weight > 0 && weight >= plain;
  }
}
