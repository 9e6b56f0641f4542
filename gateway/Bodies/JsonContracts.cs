using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using Governance.Access;
using Governance.Common.V1;

namespace Governance.Gateway.Bodies;

/// <summary>Which message a JSON request must be, by its method and path: read from google.api.http of every rpc in the contracts.</summary>
internal sealed class JsonContracts
{
    private readonly List<Rule> rules;

    public JsonContracts(IEnumerable<ExtraContracts> extra)
    {
        rules =
        [
            .. extra.Select(e => e.Assembly).Prepend(typeof(AccessExtensions).Assembly)
                .SelectMany(a => a.GetTypes())
                .Select(t => t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)).Where(p => p?.PropertyType == typeof(FileDescriptor))
                .SelectMany(p => ((FileDescriptor)p!.GetValue(null)!).Services).SelectMany(s => s.Methods)
                .SelectMany(m => m.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } http
                    ? http.AdditionalBindings.Prepend(http).Select(h => new Rule(h, m))
                    : []),
        ];
    }

    /// <returns>The request message of the rpc and the message of its JSON body (null where the body is empty); null for an unknown path.</returns>
    public (MessageDescriptor Request, MessageDescriptor? Body)? Find(string method, string path) =>
        rules.Find(r => r.Method == method && r.Path.IsMatch(path)) is { } rule ? (rule.Request, rule.Body) : null;

    /// <summary>The rpc that a call is for, e.g. <c>governance.grid.v1.Calls/OpenCall</c>; null when it is none's.</summary>
    public string? NameOf(string method, string path, bool grpc) => grpc ? rules.Find(r => path.Length > 0 && path[0] == '/' && path.AsSpan(1).SequenceEqual(r.Name))?.Name
        : rules.Find(r => r.Method == method && r.Path.IsMatch(path))?.Name;

    private sealed class Rule(HttpRule http, MethodDescriptor rpc)
    {
        public string Name { get; } = $"{rpc.Service.FullName}/{rpc.Name}";
        public string Method { get; } = http.PatternCase.ToString().ToUpperInvariant();
        public Regex Path { get; } = Pattern(http.Get + http.Post + http.Put + http.Patch + http.Delete);
        public MessageDescriptor Request { get; } = rpc.InputType;
        public MessageDescriptor? Body { get; } = http.Body switch
        {
            "" => null,
            "*" => rpc.InputType,
            var name => rpc.InputType.FindFieldByName(name) is { FieldType: FieldType.Message } field ? field.MessageType : null,
        };

        /// <summary><c>/v1/{id}:verb</c> and <c>/v1/{name=calls/*}</c>: a variable stands for one segment, or for what its own pattern says.</summary>
        private static Regex Pattern(string template)
        {
            var pattern = new StringBuilder("^");
            for (var i = 0; i < template.Length; i++)
            {
                if (template[i] != '{')
                {
                    pattern.Append(Regex.Escape(template[i].ToString()));
                    continue;
                }
                var end = template.IndexOf('}', i);
                var variable = template[(i + 1)..end];
                pattern.Append(variable.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at
                    ? Regex.Escape(variable[(at + 1)..]).Replace("\\*\\*", ".+", StringComparison.Ordinal).Replace("\\*", "[^/]+", StringComparison.Ordinal)
                    : "[^/]+?");
                i = end;
            }
            return new Regex(pattern.Append('$').ToString(), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
    }
}
