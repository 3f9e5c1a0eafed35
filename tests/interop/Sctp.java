/* SPDX-License-Identifier: MIT */
/* Sctp.java: a server and a client on the JDK's com.sun.nio.sctp, each with two addresses; says what it sees. */

import com.sun.nio.sctp.AbstractNotificationHandler;
import com.sun.nio.sctp.Association;
import com.sun.nio.sctp.AssociationChangeNotification;
import com.sun.nio.sctp.HandlerResult;
import com.sun.nio.sctp.MessageInfo;
import com.sun.nio.sctp.SctpChannel;
import com.sun.nio.sctp.SctpMultiChannel;
import com.sun.nio.sctp.SctpServerChannel;
import com.sun.nio.sctp.SctpStandardSocketOptions;
import com.sun.nio.sctp.ShutdownNotification;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

public class Sctp {
    static ByteBuffer room = ByteBuffer.allocateDirect(64 * 1024);

    static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }

    /* Each receive returns after a notification. */
    static class Notifications extends AbstractNotificationHandler<String> {
        Association up;

        @Override
        public HandlerResult handleNotification(AssociationChangeNotification notification, String who) {
            say("%s: %s", who, notification.event());
            up = notification.association();
            return HandlerResult.RETURN;
        }

        @Override
        public HandlerResult handleNotification(ShutdownNotification notification, String who) {
            say("%s: the peer shuts down", who);
            return HandlerResult.RETURN;
        }
    }

    static InetAddress address(String text) throws Exception {
        return InetAddress.getByName(text);
    }

    static Set<String> sorted(Set<SocketAddress> addresses) {
        Set<String> names = new TreeSet<>();
        for (SocketAddress one : addresses)
            names.add(((InetSocketAddress) one).getAddress().getHostAddress());
        return names;
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes());
    }

    static void sayMessage(String who, MessageInfo info) {
        byte[] text = new byte[room.flip().remaining()];
        room.get(text);
        room.clear();
        say("%s: %s: stream %d, ppid %d, unordered %b, complete %b", who,
            text.length < 100 ? new String(text) : text.length + " bytes", info.streamNumber(),
            info.payloadProtocolID(), info.isUnordered(), info.isComplete());
    }

    /* One-to-one on both sides. */
    static void channels() throws Exception {
        SctpServerChannel server = SctpServerChannel.open();
        server.setOption(SctpStandardSocketOptions.SCTP_INIT_MAXSTREAMS,
            SctpStandardSocketOptions.InitMaxStreams.create(9, 7));
        server.bind(new InetSocketAddress("127.0.0.1", 0)).bindAddress(address("127.0.0.2"));
        int port = ((InetSocketAddress) server.getAllLocalAddresses().iterator().next()).getPort();
        SctpChannel client = SctpChannel.open();
        client.bind(new InetSocketAddress("127.0.0.3", 0)).bindAddress(address("127.0.0.4"));
        client.connect(new InetSocketAddress("127.0.0.1", port), 5, 8);
        SctpChannel accepted = server.accept();
        Notifications notifications = new Notifications();
        client.receive(room, "client", notifications);
        say("client: %d streams in, %d out", client.association().maxInboundStreams(),
            client.association().maxOutboundStreams());
        say("of the client: %s, %s", sorted(client.getAllLocalAddresses()), sorted(client.getRemoteAddresses()));
        say("of the server: %s, %s", sorted(accepted.getAllLocalAddresses()), sorted(accepted.getRemoteAddresses()));

        client.send(bytes("hello"),
            MessageInfo.createOutgoing(null, 3).payloadProtocolID(46).unordered(true));
        accepted.receive(room, "accepted", notifications);
        sayMessage("accepted", accepted.receive(room, "accepted", notifications));
        accepted.send(ByteBuffer.allocate(50000), MessageInfo.createOutgoing(null, 1));
        sayMessage("client", client.receive(room, "client", notifications));
        client.unbindAddress(address("127.0.0.4"));
        say("of the client: %s", sorted(client.getAllLocalAddresses()));
        say("client: nodelay %s", client.setOption(SctpStandardSocketOptions.SCTP_NODELAY, true)
            .getOption(SctpStandardSocketOptions.SCTP_NODELAY));
        client.shutdown();
        for (int i = 0; i < 2; i++)
            accepted.receive(room, "accepted", notifications);
        say("accepted: then %s", accepted.receive(room, "accepted", notifications).bytes());
        for (SctpChannel channel : new SctpChannel[] { client, accepted })
            channel.close();
        server.close();
    }

    /* One-to-many, whose association is peeled off. */
    static void multi() throws Exception {
        SctpMultiChannel server = SctpMultiChannel.open();
        server.bind(new InetSocketAddress("127.0.0.1", 0), 5).bindAddress(address("127.0.0.2"));
        int port = ((InetSocketAddress) server.getAllLocalAddresses().iterator().next()).getPort();
        SctpMultiChannel client = SctpMultiChannel.open();
        client.bind(new InetSocketAddress("127.0.0.3", 0));
        client.send(bytes("to many"), MessageInfo.createOutgoing(new InetSocketAddress("127.0.0.2", port), 2));
        Notifications notifications = new Notifications();
        server.receive(room, "multi", notifications);
        sayMessage("multi", server.receive(room, "multi", notifications));
        say("multi: %d association", server.associations().size());
        SctpChannel branch = server.branch(notifications.up);
        say("multi: %d associations", server.associations().size());
        say("branch: %s", sorted(branch.getRemoteAddresses()));
        branch.send(bytes("from the branch"), MessageInfo.createOutgoing(null, 4));
        client.receive(room, "client", notifications);
        sayMessage("client", client.receive(room, "client", notifications));
        branch.close();
        server.close();
        client.close();
        try {
            SctpChannel.open(new InetSocketAddress("127.0.0.1", port), 0, 0);
        } catch (ConnectException e) {
            say("where nobody listens: %s", e.getMessage());
        }
    }

    public static void main(String[] args) throws Exception {
        channels();
        multi();
        for (String line : Files.readAllLines(Path.of("/proc/self/maps")))
            if (line.matches(".*/libsctp\\.so\\.1.*"))
                say("library %s", line.substring(line.indexOf('/')));
    }
}
