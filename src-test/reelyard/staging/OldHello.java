package reelyard.staging;

import java.nio.ByteBuffer;

/** The first message of a client that knows nothing newer than TLS 1.0 or 1.1 (RFC 4346). */
final class OldHello {

  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int[] SUITES = {0xc00a, 0xc009, 0xc014, 0xc013, 0x0035, 0x002f};

  private OldHello() {}

  static byte[] of(String protocol) {
    int minor = protocol.equals("TLSv1") ? 1 : 2;
    int body = 2 + 32 + 1 + 2 + 2 * SUITES.length + 2;
    ByteBuffer hello = ByteBuffer.allocate(5 + 4 + body);
    hello.put((byte) HANDSHAKE).put((byte) 3).put((byte) minor).putShort((short) (4 + body));
    hello.put((byte) CLIENT_HELLO).put((byte) 0).putShort((short) body);
    hello.put((byte) 3).put((byte) minor).put(new byte[32]).put((byte) 0);
    hello.putShort((short) (2 * SUITES.length));
    for (int suite : SUITES) {
      hello.putShort((short) suite);
    }
    return hello.put((byte) 1).put((byte) 0).array();
  }
}
