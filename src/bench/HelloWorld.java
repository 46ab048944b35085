/** The least that a JVM can do. */
final class HelloWorld {

  private HelloWorld() {}

  public static void main(String[] args) {
    System.out.println("hello");
  }
}
