using System.Buffers;
using System.Buffers.Text;

namespace Governance.Gateway.Routes;

/// <summary>
/// Bytes on this side, base64 on the other. What is read may be several padded pieces one after another, as gRPC-Web allows; what is written
/// becomes a padded piece with each write, so that nothing is held back from a waiting browser.
/// </summary>
internal sealed class Base64Stream(Stream text) : Stream
{
    private readonly byte[] buffer = new byte[8 * 1024];
    private int filled;                              // base64 that waits for the rest of its group of four
    private ReadOnlyMemory<byte> decoded;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        // YARP first reads nothing, to wait for data without holding a buffer; it may as well wait in the next read.
        if (destination.IsEmpty)
            return 0;
        while (decoded.IsEmpty && !Decode())
        {
            var read = await text.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            if (read == 0)
                return filled == 0 ? 0 : throw new BadHttpRequestException("The base64 of a gRPC-Web call ends in the middle of a group.");
            filled += read;
        }
        var length = Math.Min(decoded.Length, destination.Length);
        decoded[..length].CopyTo(destination);
        decoded = decoded[length..];
        return length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        var encoded = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        try
        {
            Base64.EncodeToUtf8(bytes.Span, encoded, out _, out var written);
            await text.WriteAsync(encoded.AsMemory(0, written), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(encoded);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => text.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    private bool Decode()
    {
        var groups = filled / 4 * 4;
        if (buffer.AsSpan(0, groups).IndexOf((byte)'=') is >= 0 and var padding)
            groups = padding / 4 * 4 + 4;
        if (groups == 0)
            return false;
        var bytes = new byte[groups / 4 * 3];
        if (Base64.DecodeFromUtf8(buffer.AsSpan(0, groups), bytes, out _, out var written) != OperationStatus.Done)
            throw new BadHttpRequestException("The body of a gRPC-Web text call is not base64.");
        buffer.AsSpan(groups, filled - groups).CopyTo(buffer);
        filled -= groups;
        decoded = bytes.AsMemory(0, written);
        return true;
    }
}
