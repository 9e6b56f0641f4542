using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Governance.Common.V1;

namespace Governance.ContractsTests;

/// <summary>One rpc as its proto declares it.</summary>
internal sealed record Rpc(string Package, string Service, string Name, string Comment, string Permission, HttpRule? Http, DescriptorProto Request, DescriptorProto Response)
{
    public string FullName => $"{Package}.{Service}.{Name}";

    public string Path => Http is null ? "" : Http.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => Http.Get,
        HttpRule.PatternOneofCase.Post => Http.Post,
        HttpRule.PatternOneofCase.Put => Http.Put,
        HttpRule.PatternOneofCase.Patch => Http.Patch,
        HttpRule.PatternOneofCase.Delete => Http.Delete,
        _ => "",
    };

    public bool Writes => Http is not null && Http.PatternCase != HttpRule.PatternOneofCase.Get;
}

/// <summary>The protos with their comments, which compiled descriptors no longer have.</summary>
internal sealed class ProtoSet
{
    private static readonly Lazy<ProtoSet> _ours = new(() => Of(Contracts.Proto));

    private ProtoSet(FileDescriptorSet set) => Files = [.. set.File.Where(f => f.Package.StartsWith("governance.", StringComparison.Ordinal))];

    public static ProtoSet Ours => _ours.Value;

    public IReadOnlyList<FileDescriptorProto> Files { get; }

    public IEnumerable<Rpc> Rpcs =>
        from file in Files
        from service in file.Service.Select((s, at) => (Proto: s, At: at))
        from method in service.Proto.Method.Select((m, at) => (Proto: m, At: at))
        select new Rpc(file.Package, service.Proto.Name, method.Proto.Name, CommentAt(file, 6, service.At, 2, method.At),
            method.Proto.Options?.GetExtension(AccessExtensions.Permission) ?? "", method.Proto.Options?.GetExtension(AnnotationsExtensions.Http),
            Message(method.Proto.InputType), Message(method.Proto.OutputType));

    /// <summary>What needs a name in both languages: services, messages that are no mere request or response, enums.</summary>
    public IEnumerable<string> Nouns =>
        from file in Files
        from name in file.Service.Select(s => s.Name)
            .Concat(file.MessageType.Select(m => m.Name).Where(n => !n.EndsWith("Request", StringComparison.Ordinal) && !n.EndsWith("Response", StringComparison.Ordinal)))
            .Concat(file.EnumType.Select(e => e.Name))
        select $"{file.Package}.{name}";

    /// <summary>Every name that can be pointed at: services, rpcs, messages, fields, enums, values.</summary>
    public IEnumerable<string> Symbols => Files.SelectMany(f => new[] { f.Service.SelectMany(s => s.Method.Select(m => $"{s.Name}.{m.Name}").Prepend(s.Name)),
            f.MessageType.SelectMany(m => m.Field.Select(x => $"{m.Name}.{x.Name}").Prepend(m.Name)), f.EnumType.SelectMany(e => e.Value.Select(v => $"{e.Name}.{v.Name}").Prepend(e.Name)) }
        .SelectMany(names => names).Select(name => $"{f.Package}.{name}"));

    public static ProtoSet Of(string folder)
    {
        var file = Path.Combine(Path.GetTempPath(), $"protos-{Environment.ProcessId}-{Path.GetFileName(folder)}.binpb");
        var (code, output) = Contracts.Buf(folder, "build", "--as-file-descriptor-set", "-o", file);
        Assert.True(code == 0, output);
        try
        {
            var registry = new ExtensionRegistry { AnnotationsExtensions.Http, AccessExtensions.Permission };
            return new(FileDescriptorSet.Parser.WithExtensionRegistry(registry).ParseFrom(File.ReadAllBytes(file)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private DescriptorProto Message(string name) => Files.SelectMany(f => f.MessageType.Select(m => (Name: $".{f.Package}.{m.Name}", Proto: m)))
        .FirstOrDefault(m => m.Name == name).Proto ?? new DescriptorProto { Name = name };

    private static string CommentAt(FileDescriptorProto file, params int[] path) =>
        file.SourceCodeInfo.Location.FirstOrDefault(l => l.Path.SequenceEqual(path))?.LeadingComments ?? "";
}
