using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Governance.Gateway.Bodies;

/// <summary>
/// Finds every value in a JSON request that does not fit its field, as strictly as gRPC transcoding reads it: 32-bit and floating numbers bare,
/// 64-bit ones bare or as text. Transcoding itself stops at the first and does not say which.
/// </summary>
internal static class JsonTypes
{
    public static List<(string Field, string Problem)> Check(JsonElement json, MessageDescriptor message)
    {
        var found = new List<(string, string)>();
        Message(json, message, "", found);
        return found;
    }

    /// <summary>Query parameters name fields by path; their values are texts.</summary>
    public static List<(string Field, string Problem)> Check(IQueryCollection query, MessageDescriptor message)
    {
        var found = new List<(string, string)>();
        foreach (var (path, values) in query)
        {
            FieldDescriptor? field = null;
            for (var (names, owner) = (path.Split('.'), message); names.Length > 0; names = names[1..])
            {
                field = owner is null ? null : FieldOf(owner, names[0]);
                owner = field is { FieldType: FieldType.Message, IsMap: false } ? field.MessageType : null;
                if (field is null)
                    break;
            }
            foreach (var value in values)
                if (field is not null && Expected(JsonSerializer.SerializeToElement(value), field, fromQuery: true) is { } expected)
                    found.Add((path, expected));
        }
        return found;
    }

    private static void Message(JsonElement json, MessageDescriptor message, string path, List<(string, string)> found)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            found.Add((path, "应为对象"));
            return;
        }
        foreach (var property in json.EnumerateObject())
            // null stands for "not given", but not for an empty list.
            if (FieldOf(message, property.Name) is { } field && (property.Value.ValueKind != JsonValueKind.Null || field.IsRepeated))
                Field(property.Value, field, path.Length == 0 ? property.Name : $"{path}.{property.Name}", found);
    }

    private static void Field(JsonElement json, FieldDescriptor field, string path, List<(string, string)> found)
    {
        if (field.IsMap)
        {
            if (json.ValueKind != JsonValueKind.Object)
                found.Add((path, "应为对象"));
            else
                foreach (var entry in json.EnumerateObject())
                    Value(entry.Value, field.MessageType.FindFieldByNumber(2), $"{path}.{entry.Name}", found);
        }
        else if (!field.IsRepeated)
            Value(json, field, path, found);
        else if (json.ValueKind != JsonValueKind.Array)
            found.Add((path, "应为数组"));
        else
            foreach (var (index, item) in json.EnumerateArray().Index())
                Value(item, field, $"{path}[{index}]", found);
    }

    private static void Value(JsonElement json, FieldDescriptor field, string path, List<(string, string)> found)
    {
        if (field.FieldType == FieldType.Message && !IsWellKnown(field.MessageType))
            Message(json, field.MessageType, path, found);
        else if (Expected(json, field, fromQuery: false) is { } expected)
            found.Add((path, expected));
    }

    /// <returns>What should have stood there, or null when it fits.</returns>
    private static string? Expected(JsonElement json, FieldDescriptor field, bool fromQuery)
    {
        var text = json.ValueKind is JsonValueKind.String ? json.GetString() : null;
        var bare = json.ValueKind is JsonValueKind.Number ? json.GetRawText() : fromQuery ? text : null;
        return field.FieldType switch
        {
            FieldType.String => text is not null ? null : "应为字符串",
            FieldType.Bool => json.ValueKind is JsonValueKind.True or JsonValueKind.False || (fromQuery && bool.TryParse(text, out _)) ? null : "应为 true 或 false",
            FieldType.Double or FieldType.Float => text is "NaN" or "Infinity" or "-Infinity" || Real(bare) ? null : "应为数字",
            FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => Whole<int>(bare) ? null : "应为 32 位整数",
            FieldType.UInt32 or FieldType.Fixed32 => Whole<uint>(bare) ? null : "应为非负 32 位整数",
            FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => Whole<long>(text ?? bare) ? null : "应为 64 位整数",
            FieldType.UInt64 or FieldType.Fixed64 => Whole<ulong>(text ?? bare) ? null : "应为非负 64 位整数",
            FieldType.Enum => Whole<int>(bare) || (text is not null && field.EnumType.FindValueByName(text) is not null) ? null
                : $"应为以下之一：{string.Join("、", field.EnumType.Values.Skip(1).Take(20).Select(v => v.Name))}",
            FieldType.Bytes => text is not null && Base64(text) ? null : "应为 base64 文本",
            FieldType.Message => WellKnown(json, text, field.MessageType),
            _ => null,
        };
    }

    private static string? WellKnown(JsonElement json, string? text, MessageDescriptor message)
    {
        if (message.File == Timestamp.Descriptor.File)
        {
            var fits = text is { Length: >= 20 } && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);
            return fits ? null : "应为 RFC 3339 时间，如 2026-11-25T08:00:00Z";
        }
        if (message.File == Duration.Descriptor.File)
            return text is [.. var seconds, 's'] && Real(seconds) ? null : "应为时长，如 3.5s";
        if (message.File == FieldMask.Descriptor.File)
            return text is not null ? null : "应为以逗号分隔的字段名";
        // Wrappers hold one value, written bare.
        return message.File == StringValue.Descriptor.File ? Expected(json, message.FindFieldByNumber(1), fromQuery: false) : null;
    }

    private static bool IsWellKnown(MessageDescriptor message) => message.File.Package == "google.protobuf";

    private static bool Whole<T>(string? text) where T : struct, INumber<T> => T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static bool Real(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>Proto JSON takes both alphabets, padded or not.</summary>
    private static bool Base64(string text) =>
        Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='), new byte[text.Length], out _);

    private static FieldDescriptor? FieldOf(MessageDescriptor message, string name) =>
        message.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == name || f.Name == name);
}
