using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Governance.Access;

/// <summary>Leaves out of an answer what the client does not get to see, however deep it lies.</summary>
internal static class HiddenFields
{
    public static T Without<T>(T reply, IReadOnlySet<string> hidden) where T : class
    {
        if (hidden.Count == 0 || reply is not IMessage message) return reply;
        // A copy: what a slice hands out may be what it keeps.
        var copy = message.Descriptor.Parser.ParseFrom(message.ToByteString());
        Clear(copy, hidden);
        return (T)copy;
    }

    public static IServerStreamWriter<T> Without<T>(IServerStreamWriter<T> writer, IReadOnlySet<string> hidden) where T : class => hidden.Count == 0 ? writer : new Writer<T>(writer, hidden);

    private static void Clear(IMessage message, IReadOnlySet<string> hidden)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (hidden.Contains($"{message.Descriptor.Name}.{field.Name}")) field.Accessor.Clear(message);
            else if (field.FieldType == FieldType.Message && !field.IsMap)
            {
                switch (field.Accessor.GetValue(message))
                {
                    case IList list:
                        foreach (var item in list.OfType<IMessage>()) Clear(item, hidden);
                        break;
                    case IMessage inner:
                        Clear(inner, hidden);
                        break;
                }
            }
        }
    }

    private sealed class Writer<T>(IServerStreamWriter<T> inner, IReadOnlySet<string> hidden) : IServerStreamWriter<T> where T : class
    {
        public WriteOptions? WriteOptions { get => inner.WriteOptions; set => inner.WriteOptions = value; }

        public Task WriteAsync(T message) => inner.WriteAsync(Without(message, hidden));

        public Task WriteAsync(T message, CancellationToken cancellationToken) => inner.WriteAsync(Without(message, hidden), cancellationToken);
    }
}
