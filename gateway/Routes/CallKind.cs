namespace Governance.Gateway.Routes;

/// <summary>What a request costs and how long it may take: the classes that limits and timeouts are given for.</summary>
internal enum CallKind { Read, Write, Stream, SignIn, Anonymous, Report }

internal static class CallKinds
{
    private static readonly string[] ReadVerbs = ["Get", "List", "Search", "Count", "Find", "BatchGet"];
    // A server stream is named Watch… or Read… (Feed/Read) or AssessScales, a client's is BatchRegister. A test holds every rpc in Governance.Contracts to that,
    // so the gateway needs neither the descriptors nor a list to keep.
    private static readonly string[] PieceVerbs = ["BatchRegister"];
    private static readonly string[] StreamVerbs = ["Watch", "Read", "AssessScales", .. PieceVerbs];

    /// <summary>Whether the rpc takes a stream from its caller.</summary>
    public static bool ComesInPieces(string path) => StartsWithAny(path.AsSpan(path.LastIndexOf('/') + 1), PieceVerbs);

    public static CallKind Of(string? door, string method, string path) => door switch
    {
        ServiceRoutes.GrpcDoor => OfRpc(path.AsSpan(path.LastIndexOf('/') + 1)),
        ServiceRoutes.JsonDoor => OfJson(method, path),
        ServiceRoutes.IdentityDoor when HttpMethods.IsPost(method) => CallKind.SignIn,
        _ => CallKind.Anonymous,
    };

    private static CallKind OfRpc(ReadOnlySpan<char> rpc) => StartsWithAny(rpc, StreamVerbs) ? CallKind.Stream : StartsWithAny(rpc, ReadVerbs) ? CallKind.Read : CallKind.Write;

    private static CallKind OfJson(string method, string path)
    {
        var colon = path.AsSpan(path.LastIndexOf('/') + 1);
        var verb = colon.IndexOf(':') is >= 0 and var at ? colon[(at + 1)..] : default;
        if (StartsWithAny(verb, StreamVerbs))
            return CallKind.Stream;
        return HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || StartsWithAny(verb, ReadVerbs) ? CallKind.Read : CallKind.Write;
    }

    /// <summary>Matches whole words: <c>ReadFeed</c> and <c>read</c>, not <c>Readmit</c>.</summary>
    private static bool StartsWithAny(ReadOnlySpan<char> name, string[] verbs)
    {
        foreach (var verb in verbs)
            if (name.StartsWith(verb, StringComparison.OrdinalIgnoreCase) && (name.Length == verb.Length || !char.IsAsciiLetterLower(name[verb.Length])))
                return true;
        return false;
    }
}
