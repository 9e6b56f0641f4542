using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Governance.Gateway.Receipts;

/// <summary>Passes bytes on and hashes them. Of a gRPC body it hashes the message alone: the five bytes before it are the transport's.</summary>
internal sealed class HashedStream(Stream inner, bool skipPrefix) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] prefix = new byte[5];
    private int prefixed = skipPrefix ? 0 : 5;
    private long hashed;
    private bool ended;

    public override bool CanRead => inner.CanRead;
    public override bool CanSeek => false;
    public override bool CanWrite => inner.CanWrite;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <returns>SHA-256 of what went through; null when it was not one whole message, or was not read to its end where that is asked for.</returns>
    public byte[]? Hash(bool untilEnd)
    {
        if (untilEnd && !ended)
            return null;
        if (skipPrefix && hashed > 0 && hashed != BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1)))
            return null;
        if (skipPrefix && prefixed is > 0 and < 5)
            return null;
        return hash.GetHashAndReset();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (read == 0)
            ended |= buffer.Length > 0;
        else
            Take(buffer.Span[..read]);
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Take(buffer.Span);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        var skip = Math.Min(5 - prefixed, bytes.Length);
        bytes[..skip].CopyTo(prefix.AsSpan(prefixed));
        prefixed += skip;
        bytes = bytes[skip..];
        hashed += bytes.Length;
        hash.AppendData(bytes);
    }
}
