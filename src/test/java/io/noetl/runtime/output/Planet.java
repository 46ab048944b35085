package io.noetl.runtime.output;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A thing to be shown in tests, and what the printers make of it. */
record Planet(String name, String state, int moons, String note) {

  static final Planet MARS = new Planet("mars", "dry", 2, "");
  static final Planet EARTH = new Planet("earth", "wet", 1, "home, \"sweet\" home");

  static final View<Planet> VIEW =
      new View<>(
          List.of(
              Column.<Planet>of("name", Planet::name),
              Column.<Planet>of("state", Planet::state).colored(Planet::color),
              Column.<Planet>of("moons", planet -> Integer.toString(planet.moons())),
              Column.<Planet>wide("note", Planet::note)),
          Planet::name,
          Planet::document,
          planet -> List.of("Planet " + planet.name(), "  note: " + planet.note()));

  static Planet named(String name) {
    return new Planet(name, "new", 0, "none");
  }

  static String list(Printer printer, Map<String, ?> envelope, Planet... planets) {
    StringWriter text = new StringWriter();
    printer.list(List.of(planets), envelope, VIEW, new PrintWriter(text));
    return text.toString();
  }

  static String list(Printer printer, Planet... planets) {
    return list(printer, Map.of(), planets);
  }

  String print(Printer printer) {
    StringWriter text = new StringWriter();
    printer.one(this, VIEW, new PrintWriter(text));
    return text.toString();
  }

  private Paint color() {
    return switch (state) {
      case "wet" -> Paint.GREEN;
      case "dry" -> Paint.RED;
      default -> Paint.NONE;
    };
  }

  private Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", name);
    document.put("moons", moons);
    document.put("note", note.isEmpty() ? null : note);
    return document;
  }
}
