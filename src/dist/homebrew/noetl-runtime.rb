# The formula of a tap; src/dist/release.sh fills in version and checksum.
class NoetlRuntime < Formula
  desc "Register, monitor and list the runtime components of NoETL"
  homepage "https://github.com/noetl/noetl"
  url "https://github.com/noetl/noetl/releases/download/v@VERSION@/noetl-runtime-@VERSION@-java25.tar.gz"
  sha256 "@SHA256@"
  license "Apache-2.0"

  depends_on "openjdk"

  def install
    libexec.install Dir["*"]
    bin.install_symlink libexec/"bin/noetl-runtime"
    man1.install_symlink Dir[libexec/"man/man1/*"]
    man5.install_symlink Dir[libexec/"man/man5/*"]
    man7.install_symlink Dir[libexec/"man/man7/*"]
    bash_completion.install_symlink libexec/"completions/noetl-runtime.bash" => "noetl-runtime"
    zsh_completion.install_symlink libexec/"completions/noetl-runtime.zsh" => "_noetl-runtime"
    fish_completion.install_symlink libexec/"completions/noetl-runtime.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/noetl-runtime --version")
    system bin/"noetl-runtime", "register", "demo", "--database", "sqlite:#{testpath}/runtime.db"
  end
end
