using System.Text;
using Google.Protobuf;

namespace Governance.PartyBuilding.Members;

/// <summary>A CSV file that is sent in pieces as its rows are read: UTF-8 with a mark, so that spreadsheets read it; nothing is gathered but a piece.</summary>
internal sealed class RosterFile(string headings, Func<ByteString, Task> send)
{
    private const int Piece = 32 * 1024;
    private readonly StringBuilder piece = new StringBuilder("\uFEFF").Append(headings).Append("\r\n");

    public async Task AddAsync(params string[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) piece.Append(',');
            // A spreadsheet must not take a name for a formula.
            var cell = cells[i] is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + cells[i] : cells[i];
            if (cell.AsSpan().ContainsAny(",\"\r\n")) piece.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else piece.Append(cell);
        }
        piece.Append("\r\n");
        if (piece.Length >= Piece) await EndAsync();
    }

    /// <summary>Sends what is left.</summary>
    public async Task EndAsync()
    {
        if (piece.Length == 0) return;
        await send(ByteString.CopyFromUtf8(piece.ToString()));
        piece.Clear();
    }
}
