using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Governance.Gateway.Bodies;

/// <summary>Finds the first syntax error of a JSON text and names the field it stands at.</summary>
internal static class JsonSyntax
{
    /// <returns>The field path (<c>place.points[2].lat</c>, empty for the whole text) and the problem, or null when the text is well formed.</returns>
    public static (string Field, string Problem)? Check(ReadOnlySpan<byte> json)
    {
        // Names and indexes are only collected in a second pass: a well-formed text, the rule, costs one scan and no allocation.
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
            }
            return null;
        }
        catch (JsonException e)
        {
            return (Path(json), $"第 {(e.LineNumber ?? 0) + 1} 行第 {(e.BytePositionInLine ?? 0) + 1} 字节处有语法错误");
        }
    }

    private static string Path(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var levels = new Stack<(string? Name, int Index)>();
        var name = default(string);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName)
                {
                    name = reader.GetString();
                    continue;
                }
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                    levels.Pop();
                var opens = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
                // Inside an array the value just read moves the index on, once it is complete.
                if (!opens && levels.TryPeek(out var level) && level.Index >= 0)
                {
                    levels.Pop();
                    levels.Push((level.Name, level.Index + 1));
                }
                if (opens)
                    levels.Push((name, reader.TokenType is JsonTokenType.StartArray ? 0 : -1));
                name = null;
            }
        }
        catch (JsonException)
        {
            // Where the first pass stopped, this one stops.
        }
        var path = new StringBuilder();
        foreach (var (field, index) in levels.Reverse())
        {
            Append(path, field);
            if (index >= 0)
                path.Append(CultureInfo.InvariantCulture, $"[{index}]");
        }
        Append(path, name);
        return path.ToString();
    }

    private static void Append(StringBuilder path, string? field)
    {
        if (string.IsNullOrEmpty(field))
            return;
        if (path.Length > 0)
            path.Append('.');
        path.Append(field);
    }
}
