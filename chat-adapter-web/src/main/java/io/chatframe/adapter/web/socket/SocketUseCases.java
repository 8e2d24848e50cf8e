package io.chatframe.adapter.web.socket;

import io.chatframe.application.RegenerateReply;
import io.chatframe.application.SendMessage;
import io.chatframe.application.access.RefusalAudit;
import io.chatframe.application.limit.UseLimits;
import io.chatframe.application.reply.FollowReply;
import io.chatframe.application.reply.StopReply;

/** The use cases available to frames. */
record SocketUseCases(
    SendMessage send,
    FollowReply follow,
    StopReply stop,
    RegenerateReply regenerate,
    UseLimits limits,
    RefusalAudit audit) {}
