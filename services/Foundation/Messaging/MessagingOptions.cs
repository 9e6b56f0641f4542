using Microsoft.Extensions.Configuration;

namespace Governance.Messaging;

/// <summary>Section <c>Messaging</c> of the configuration. The defaults are meant to stay.</summary>
internal sealed class MessagingOptions
{
    /// <summary>How long a lane stays with an instance that no longer answers. Renewed at a third of it.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>Poll for what the wake signal misses: commits of other instances, transactions that were still open.</summary>
    public TimeSpan PollBusy { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The same after ten seconds in which nothing happened.</summary>
    public TimeSpan PollIdle { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A trickle of commits is gathered this long, so that the relay does not cost the commands a batch each.</summary>
    public TimeSpan Gather { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Most events of one lane in a batch; also bounds what is published and not yet confirmed.</summary>
    public int LaneBatch { get; set; } = 500;

    /// <summary>No confirm for so long means that the broker is not well; the batch is published again later.</summary>
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Consumers' queues are replicated: for a broker of several nodes. Decided when a queue is first declared.</summary>
    public bool QuorumQueues { get; set; }

    /// <summary>Of the stream <c>governance.SERVICE.events</c>; in RabbitMQ's notation.</summary>
    public string StreamMaxAge { get; set; } = "90D";

    /// <summary>Of the stream; the oldest segments go first.</summary>
    public long StreamMaxBytes { get; set; } = 20_000_000_000;

    /// <summary>How long the event log keeps what has been relayed; a PostgreSQL interval, as the next two.</summary>
    public string EventRetention { get; set; } = "26 months";

    /// <summary>How long a second delivery of an event is recognised.</summary>
    public string InboxRetention { get; set; } = "3 months";

    /// <summary>How long a request_id is remembered.</summary>
    public string RequestRetention { get; set; } = "7 days";

    /// <summary>Pauses between the tries of an event that failed for a reason that may pass; then the error queue. Meanwhile only its own aggregate waits.</summary>
    public TimeSpan[] ConsumerRetries { get; set; } = [TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    internal static MessagingOptions Read(IConfiguration configuration)
    {
        var options = new MessagingOptions();
        var section = configuration.GetSection("Messaging");
        // Binding an array appends to its default.
        if (section.GetSection(nameof(ConsumerRetries)).Exists()) options.ConsumerRetries = [];
        section.Bind(options);
        return options;
    }
}
