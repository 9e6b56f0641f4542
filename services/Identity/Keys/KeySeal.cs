using System.Security.Cryptography;
using System.Text;

namespace Governance.Identity.Keys;

/// <summary>The one place that knows the cipher: AES-256-GCM under Identity:KeyEncryptionKey; layout nonce, tag, ciphertext; bound to the key's id.</summary>
internal sealed class KeySeal(IdentitySettings settings)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public byte[] Seal(Guid id, byte[] secret)
    {
        var (nonce, tag, cipher) = (RandomNumberGenerator.GetBytes(NonceSize), new byte[TagSize], new byte[secret.Length]);
        using var aes = new AesGcm(settings.KeyEncryptionKey, TagSize);
        aes.Encrypt(nonce, secret, cipher, tag, id.ToByteArray());
        return [.. nonce, .. tag, .. cipher];
    }

    public byte[] Open(Guid id, byte[] content)
    {
        var (nonce, tag, cipher) = (content[..NonceSize], content[NonceSize..(NonceSize + TagSize)], content[(NonceSize + TagSize)..]);
        var secret = new byte[cipher.Length];
        using var aes = new AesGcm(settings.KeyEncryptionKey, TagSize);
        try
        {
            aes.Decrypt(nonce, cipher, tag, secret, id.ToByteArray());
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new InvalidOperationException($"Key {id} cannot be opened: Identity:KeyEncryptionKey is not the one it was sealed with.", e);
        }
        return secret;
    }

    /// <summary>A key for one purpose, the same on all replicas, never stored.</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, settings.KeyEncryptionKey, 32, info: Encoding.UTF8.GetBytes(purpose));
}
