package bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One data connection through the wire, with the one fault that it has. */
final class WireData {

  private static final int BUFFER_BYTES = 64 * 1024;

  /** Longer than the transfers here are patient. */
  private static final int STALL_SECONDS = 5;

  private final WireFaults faults;
  private final WireFaults.Data fault;
  private final AtomicLong carried;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean broken;

  WireData(WireFaults faults, AtomicLong carried) {
    this.faults = faults;
    this.fault = faults.nextData();
    this.carried = carried;
  }

  /** Whether the control connection is to go, too. */
  boolean cutsControl() {
    return broken
        && (fault.kind() == WireFaults.Kind.RESET_ALL || fault.kind() == WireFaults.Kind.EVENT);
  }

  /** It is over; a fault that did not come about is the next connection's. */
  void end() {
    if (!broken) {
      faults.notYet(fault);
    }
  }

  /** From one end to the other, until there is no more, or it breaks. */
  void carry(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    long passed = 0;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        boolean strikes = !broken && passed + read > fault.at();
        int good = strikes ? (int) (fault.at() - passed) : read;
        if (strikes && fault.kind() == WireFaults.Kind.FLIP) {
          buffer[good] ^= 1;
          broken = true;
          faults.happened();
          strikes = false;
          good = read;
        }
        out.write(buffer, 0, good);
        passed += good;
        carried.addAndGet(good);
        if (strikes) {
          broken = true;
          faults.happened();
          strike(from, to);
          return;
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      reset(from, to);
    } finally {
      over.countDown();
    }
  }

  private void strike(Socket from, Socket to) throws IOException {
    switch (fault.kind()) {
      case END -> {
        to.shutdownOutput();
        reset(from);
      }
      case STALL -> {
        standStill();
        reset(from, to);
      }
      case EVENT -> {
        fault.event().run();
        reset(from, to);
      }
      default -> reset(from, to);
    }
  }

  private void standStill() {
    try {
      over.await(STALL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reset(Socket... sockets) {
    for (Socket socket : sockets) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException e) {
        // It was closed before.
      }
    }
  }
}
