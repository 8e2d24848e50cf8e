package io.chatframe.adapter.web.socket;

import io.chatframe.application.FollowReply;
import io.chatframe.application.RegenerateReply;
import io.chatframe.application.SendMessage;
import io.chatframe.application.StopReply;

/** What can be asked for by frames. */
record SocketUseCases(
    SendMessage send, FollowReply follow, StopReply stop, RegenerateReply regenerate) {}
