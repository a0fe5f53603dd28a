import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the prose of pages and Javadoc: {@code java Words.java ROOT}. It finds sentences of more
 * than {@value #WORDS_MAX} words, Javadoc that opens with What, Whether, Who, How or So, and words
 * that the glossary ({@code docs/glossary.md}, column "Not") replaces. Of tests the openings alone
 * are looked at: they quote manuals.
 */
final class Words {
  private static final int WORDS_MAX = 40;
  private static final Pattern OPENING = Pattern.compile("^(What|Whether|Who|How|So)\\b");
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])[\"')*_`]*\\s+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'’./_-]*");
  private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

  private final List<Pattern> replaced;
  private final List<String> faults = new ArrayList<>();

  private Words(List<Pattern> replaced) {
    this.replaced = replaced;
  }

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]).toAbsolutePath().normalize();
    Words words = new Words(glossary(root.resolve("docs/glossary.md")));
    int files = 0;
    try (var paths = Files.walk(root)) {
      for (Path path : paths.filter(file -> isOurs(root, file)).sorted().toList()) {
        String text = Files.readString(path);
        String name = root.relativize(path).toString();
        if (name.endsWith(".md")) {
          words.page(name, text);
        } else {
          words.javadoc(name, text);
        }
        files++;
      }
    }
    words.faults.forEach(System.err::println);
    if (!words.faults.isEmpty()) {
      System.err.println(
          words.faults.size()
              + " places. Cure: shorter sentences, the subject first, the words of docs/glossary.md.");
      System.exit(1);
    }
    System.out.println(files + " files of prose read");
  }

  /** Finds the words of the glossary's column "Not", each as a whole word in any case. */
  private static List<Pattern> glossary(Path page) throws IOException {
    List<Pattern> found = new ArrayList<>();
    int column = -1;
    for (String line : Files.readAllLines(page)) {
      if (!line.startsWith("|")) {
        column = -1;
        continue;
      }
      String[] cells = line.substring(1).split("\\|", -1);
      if (column < 0) {
        for (int i = 0; i < cells.length; i++) {
          column = cells[i].strip().equals("Not") ? i : column;
        }
        column = column < 0 ? Integer.MAX_VALUE : column;
      } else if (column < cells.length && !cells[column].contains("---")) {
        for (String word : cells[column].split(",")) {
          if (!word.isBlank()) {
            found.add(
                Pattern.compile(
                    "(?<![\\w`.-])" + Pattern.quote(word.strip()) + "(?![\\w`-])",
                    Pattern.CASE_INSENSITIVE));
          }
        }
      }
    }
    if (found.isEmpty()) {
      throw new IOException(page + " has no column named Not with words in it");
    }
    return found;
  }

  private void page(String name, String text) {
    boolean code = false;
    boolean glossary = name.endsWith("glossary.md");
    StringBuilder paragraph = new StringBuilder();
    int begin = 1;
    int number = 0;
    for (String line : (text + "\n\n").split("\n", -1)) {
      number++;
      String bare = line.strip();
      if (bare.startsWith("```")) {
        code = !code;
      }
      boolean row = bare.startsWith("|");
      boolean divides =
          bare.isEmpty()
              || code
              || bare.startsWith("```")
              || bare.startsWith("#")
              || row
              || bare.matches("([-*]|\\d+\\.) .*");
      if (divides) {
        prose(name, begin, paragraph.toString(), !glossary);
        paragraph.setLength(0);
        begin = number;
      }
      if (row && !bare.matches("[|: -]+")) {
        for (String cell : bare.split("(?<!\\\\)\\|")) {
          prose(name, number, cell, !glossary);
        }
      } else if (!code && !bare.startsWith("```") && !row) {
        paragraph.append(bare.replaceFirst("^(#+|[-*]|\\d+\\.) ", "")).append(' ');
      }
    }
  }

  private void javadoc(String name, String text) {
    Matcher comment = JAVADOC.matcher(text);
    while (comment.find()) {
      int line =
          1 + (int) text.substring(0, comment.start()).chars().filter(c -> c == '\n').count();
      String body = comment.group(1).replaceAll("(?m)^\\s*\\* ?", "").strip();
      if (OPENING.matcher(body).find()) {
        faults.add(name + ":" + line + ": Javadoc opens with " + body.split("\\s", 2)[0]);
      }
      if (name.contains("src/test/")) {
        continue;
      }
      String prose =
          body.replaceAll("(?s)<pre>.*?</pre>", " ").replaceAll("\\{@\\w+ ([^}]*)}", "`$1`");
      for (String part : prose.split("\n\\s*\n|<p>|<li>|(?m)^@\\w+")) {
        prose(name, line, part, true);
      }
    }
  }

  private void prose(String name, int line, String text, boolean glossary) {
    String plain =
        text.replaceAll("\\]\\([^)]*\\)", "]").replaceAll("`[^`]*`", "`x`").replaceAll("\\s+", " ");
    for (String sentence : SENTENCE_END.split(plain)) {
      long words = WORD.matcher(sentence).results().count();
      if (words > WORDS_MAX) {
        faults.add(name + ":" + line + ": " + words + " words: " + sentence.strip());
      }
    }
    if (glossary) {
      for (Pattern word : replaced) {
        Matcher found = word.matcher(plain);
        if (found.find()) {
          faults.add(name + ":" + line + ": the glossary replaces \"" + found.group() + "\"");
        }
      }
    }
  }

  private static boolean isOurs(Path root, Path file) {
    String name = root.relativize(file).toString().replace('\\', '/');
    if (("/" + name).matches(".*/(target|\\.git|node_modules|testdata)/.*")) {
      return false;
    }
    return name.endsWith(".md")
        || (name.endsWith(".java") && name.matches(".*\\bsrc/(main|test)/.*"));
  }
}
