package io.noetl.runtime.text;

import java.text.BreakIterator;
import java.util.Arrays;
import java.util.Locale;

/** The number of terminal columns that a text takes. */
public final class DisplayWidth {

  private static final int SOFT_HYPHEN = 0x00ad;
  private static final int ZERO_WIDTH_JOINER = 0x200d;
  private static final int EMOJI_SELECTOR = 0xfe0f;

  // East Asian wide and fullwidth characters, as first and one past last. Unassigned gaps are
  // closed, and emoji left out: the JDK knows those.
  // Source: https://www.unicode.org/Public/UCD/latest/ucd/EastAsianWidth.txt
  private static final int[] WIDE = {
    0x1100, 0x1160, 0x2329, 0x232b, 0x2630, 0x2638, 0x268a, 0x2690, 0x2e80, 0x303f,
    0x3041, 0x3248, 0x3250, 0xa4c7, 0xa960, 0xa97d, 0xac00, 0xd7a4, 0xf900, 0xfb00,
    0xfe10, 0xfe6c, 0xff01, 0xff61, 0xffe0, 0xffe7, 0x16fe0, 0x1b2fc, 0x1d300, 0x1d377,
    0x1f200, 0x1f266, 0x20000, 0x3fffe,
  };

  private DisplayWidth() {}

  /** The columns of one line of text; a sequence of emoji that is drawn as one glyph takes two. */
  public static int of(String text) {
    return isPlainAscii(text) ? text.length() : measure(text);
  }

  /** The beginning of a line of text, and three dots in one column where more follows. */
  public static String cut(String text, int columns) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int kept = 0;
    for (int next = characters.next();
        next != BreakIterator.DONE && of(text.substring(0, next)) < columns;
        next = characters.next()) {
      kept = next;
    }
    return text.substring(0, kept) + "…";
  }

  private static boolean isPlainAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static int measure(String text) {
    int columns = 0;
    int base = 0;
    int baseWidth = 0;
    boolean joined = false;
    int next;
    for (int i = 0; i < text.length(); i = next) {
      int codePoint = text.codePointAt(i);
      next = i + Character.charCount(codePoint);
      int width = width(codePoint);
      boolean continuesPicture = joined && Character.isExtendedPictographic(codePoint);
      if (continuesPicture || turnsIntoEmoji(base, codePoint)) {
        columns += 2 - baseWidth;
        baseWidth = 2;
        base = continuesPicture ? codePoint : base;
      } else if (width > 0) {
        base = codePoint;
        baseWidth = width;
        columns += baseWidth;
      }
      joined = codePoint == ZERO_WIDTH_JOINER && Character.isExtendedPictographic(base);
    }
    return columns;
  }

  private static boolean turnsIntoEmoji(int base, int codePoint) {
    return (codePoint == EMOJI_SELECTOR && Character.isEmoji(base))
        || (Character.isEmojiModifier(codePoint) && Character.isEmojiModifierBase(base));
  }

  private static int width(int codePoint) {
    if (isZeroWidth(codePoint)) {
      return 0;
    }
    return isWide(codePoint) ? 2 : 1;
  }

  private static boolean isZeroWidth(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.CONTROL -> true;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT -> codePoint != SOFT_HYPHEN;
      default -> isTrailingJamo(codePoint);
    };
  }

  // Vowels and final consonants are drawn into the Hangul syllable that they complete.
  private static boolean isTrailingJamo(int codePoint) {
    return (codePoint >= 0x1160 && codePoint <= 0x11ff)
        || (codePoint >= 0xd7b0 && codePoint <= 0xd7fb);
  }

  private static boolean isWide(int codePoint) {
    if (Character.isEmojiPresentation(codePoint)) {
      return !isRegionalIndicator(codePoint);
    }
    int index = Arrays.binarySearch(WIDE, codePoint);
    // A boundary that is not found gives -(insertion point) - 1; inside a range that point is odd.
    int boundariesPassed = index >= 0 ? index + 1 : -(index + 1);
    return boundariesPassed % 2 == 1;
  }

  // Two of them make a flag of two columns, a single one is drawn as a letter.
  private static boolean isRegionalIndicator(int codePoint) {
    return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
  }
}
