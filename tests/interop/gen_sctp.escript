#!/usr/bin/env escript
%% SPDX-License-Identifier: MIT
%%
%% gen_sctp.escript: two endpoints on Erlang's gen_sctp, each with two addresses; says what it sees.

-include_lib("kernel/include/inet_sctp.hrl").

say(Format, Values) ->
    io:format(Format ++ "~n", Values).

open(Addresses) ->
    Ips = [{ip, Ip} || Ip <- Addresses],
    {ok, S} = gen_sctp:open(Ips ++ [{type, seqpacket}, {active, false}, {mode, binary},
                                    {sctp_initmsg, #sctp_initmsg{num_ostreams = 7, max_instreams = 9}}]),
    S.

%% The next of what is not about addresses and acknowledgements; those come when they come.
next(S) ->
    case gen_sctp:recv(S, 20000) of
        {ok, {_, _, _, #sctp_paddr_change{}}} -> next(S);
        {ok, {_, _, _, {sctp_sender_dry_event, _}}} -> next(S);
        {ok, {Ip, _, Anc, What}} -> {Ip, Anc, What}
    end.

addresses({ok, List}) ->
    lists:sort([Ip || {Ip, _} <- List]).

main(_) ->
    Server = open([{127,0,0,1}, {127,0,0,2}]),
    Client = open([{127,0,0,3}, {127,0,0,4}]),
    {ok, {_, Port}} = inet:sockname(Server),
    ok = gen_sctp:listen(Server, true),
    {ok, Maps} = file:read_file("/proc/self/maps"),
    [say("library ~s", [Path]) || {match, [[Path] | _]} <-
        [re:run(Maps, "/\\S*libsctp\\.so\\S*", [global, {capture, first, list}])]],

    {ok, Up} = gen_sctp:connect(Client, {127,0,0,1}, Port, [], 20000),
    #sctp_assoc_change{state = comm_up, assoc_id = Id} = Up,
    {_, _, #sctp_assoc_change{state = comm_up, assoc_id = Its} = Heard} = next(Server),
    say("up: client ~w out ~w in, server ~w out ~w in",
        [Up#sctp_assoc_change.outbound_streams, Up#sctp_assoc_change.inbound_streams,
         Heard#sctp_assoc_change.outbound_streams, Heard#sctp_assoc_change.inbound_streams]),
    say("of the client: ~w, ~w", [addresses(inet:socknames(Client)), addresses(inet:peernames(Client, Id))]),
    say("of the server: ~w, ~w", [addresses(inet:socknames(Server)), addresses(inet:peernames(Server, Its))]),

    ok = gen_sctp:send(Client, #sctp_sndrcvinfo{assoc_id = Id, stream = 3, ppid = 46, flags = [unordered]}, <<"hello">>),
    {_, [#sctp_sndrcvinfo{stream = Stream, ppid = Ppid, flags = Flags}], Hello} = next(Server),
    say("message ~s: stream ~w, ppid ~w, ~w", [Hello, Stream, Ppid, Flags]),
    Big = binary:copy(<<"0123456789">>, 5000),
    ok = gen_sctp:send(Client, Id, 6, Big),
    {_, [#sctp_sndrcvinfo{stream = 6}], Big} = next(Server),
    say("message of ~w bytes", [byte_size(Big)]),

    {ok, [{sctp_status, Status}]} = inet:getopts(Server, [{sctp_status, #sctp_status{assoc_id = Its}}]),
    say("status: ~w, ~w streams in, ~w out",
        [Status#sctp_status.state, Status#sctp_status.instrms, Status#sctp_status.outstrms]),

    {ok, Peeled} = gen_sctp:peeloff(Server, Its),
    ok = gen_sctp:send(Peeled, Its, 1, <<"peeled off">>),
    {_, [#sctp_sndrcvinfo{stream = 1}], Text} = next(Client),
    say("message ~s", [Text]),
    say("of the peeled off: ~w", [addresses(inet:peernames(Peeled))]),

    ok = gen_sctp:eof(Client, Up),
    {_, _, #sctp_shutdown_event{}} = next(Peeled),
    {_, _, #sctp_assoc_change{state = End}} = next(Client),
    say("end: ~w", [End]),

    {ok, Second} = gen_sctp:connect(Client, {127,0,0,2}, Port, [], 20000),
    {_, _, #sctp_assoc_change{state = comm_up}} = next(Server),
    ok = gen_sctp:abort(Client, Second),
    {_, _, #sctp_assoc_change{state = Lost}} = next(Server),
    {_, _, #sctp_assoc_change{state = comm_lost}} = next(Client),
    say("abort: ~w", [Lost]),
    {error, #sctp_assoc_change{state = Refused}} = gen_sctp:connect(Client, {127,0,0,1}, 9, [], 20000),
    say("where nobody listens: ~w", [Refused]).
