package reelyard.login;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The tokens in a file, which only its owner may read; whoever reads it sees each change. */
public final class TokenFile {

  private final LineFile<Token> file;

  public TokenFile(Path file) {
    this.file = new LineFile<>(file, Token.class, "token", "reelyard token add");
  }

  public Path path() {
    return file.path();
  }

  /**
   * As they stand now, ended ones too; none when there is no file.
   *
   * @throws UserFileException when it cannot be read, or others may
   */
  public List<Token> tokens() {
    return file.lines();
  }

  /**
   * Puts others in their place.
   *
   * @throws UserFileException when it cannot be written
   */
  public void change(UnaryOperator<List<Token>> change) {
    file.change(change);
  }

  /**
   * The token that this is the secret of, unless it has ended.
   *
   * @param nowMillis since 1970
   * @throws UserFileException when nobody can be let in
   */
  public Optional<Token> find(String secret, long nowMillis) {
    return Token.isSecret(secret) ? ofHash(Token.hash(secret), nowMillis) : Optional.empty();
  }

  /** The token with this hash, unless it has ended. */
  Optional<Token> ofHash(String hash, long nowMillis) {
    return tokens().stream()
        .filter(token -> token.hash().equals(hash) && nowMillis < token.endsMillis())
        .findFirst();
  }
}
