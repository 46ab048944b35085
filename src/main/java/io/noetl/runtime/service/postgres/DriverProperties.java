package io.noetl.runtime.service.postgres;

import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Maps libpq's parameters to the driver's properties. */
final class DriverProperties {

  private static final Map<LibpqParameter, String> NAMES =
      Map.ofEntries(
          Map.entry(LibpqParameter.REQUIRE_AUTH, "requireAuth"),
          Map.entry(LibpqParameter.CHANNEL_BINDING, "channelBinding"),
          Map.entry(LibpqParameter.CONNECT_TIMEOUT, "connectTimeout"),
          Map.entry(LibpqParameter.OPTIONS, "options"),
          Map.entry(LibpqParameter.SSLNEGOTIATION, "sslNegotiation"));

  private DriverProperties() {}

  static Properties of(PostgresUrl url) {
    Properties properties = new Properties();
    LibpqValues values = url.values();
    NAMES.forEach((parameter, name) -> put(properties, name, values.get(parameter)));
    put(properties, "user", url.user());
    put(properties, "password", url.password());
    put(properties, "ApplicationName", applicationName(values));
    put(properties, "targetServerType", serverType(values));
    put(properties, "loadBalanceHosts", loadBalance(values));
    // As in libpq: detects connections that a firewall has dropped.
    put(properties, "tcpKeepAlive", isOff(values) ? "false" : "true");
    // This Java runtime has no GSSAPI; the driver would fail with a missing class.
    put(properties, "gssEncMode", "disable");
    properties.putIfAbsent("requireAuth", "!gss,!sspi");
    addProbes(properties, values);
    url.tls().addTo(properties);
    for (PostgresHost place : url.hosts()) {
      if (place.address() != null) {
        properties.setProperty(PostgresTlsSocketFactory.nameOf(place.address()), place.name());
      }
    }
    return properties;
  }

  private static void put(Properties properties, String name, @Nullable String value) {
    if (value != null) {
      properties.setProperty(name, value);
    }
  }

  private static @Nullable String applicationName(LibpqValues values) {
    String name = values.get(LibpqParameter.APPLICATION_NAME);
    return name == null ? values.get(LibpqParameter.FALLBACK_APPLICATION_NAME) : name;
  }

  private static @Nullable String serverType(LibpqValues values) {
    String attributes = values.get(LibpqParameter.TARGET_SESSION_ATTRS);
    return attributes == null
        ? null
        : switch (attributes) {
          case "read-write" -> "primary";
          case "read-only", "standby" -> "secondary";
          case "prefer-standby" -> "preferSecondary";
          default -> attributes;
        };
  }

  private static @Nullable String loadBalance(LibpqValues values) {
    String hosts = values.get(LibpqParameter.LOAD_BALANCE_HOSTS);
    return hosts == null ? null : Boolean.toString(hosts.equals("random"));
  }

  private static boolean isOff(LibpqValues values) {
    String keepalives = values.get(LibpqParameter.KEEPALIVES);
    return keepalives != null && Integer.parseInt(keepalives) == 0;
  }

  /** The driver only enables keepalives; their times are set by the socket factory. */
  private static void addProbes(Properties properties, LibpqValues values) {
    for (LibpqParameter parameter : KeepAliveSocketFactory.TIMES) {
      String value = values.get(parameter);
      // Zero means the default of the system.
      if (value != null && Integer.parseInt(value) > 0) {
        properties.setProperty(parameter.word(), value);
        properties.setProperty("socketFactory", KeepAliveSocketFactory.class.getName());
      }
    }
  }
}
